/** The storage process: an IPFS node that holds its blocks on disk and talks to strangers. */
import './with-resolvers.js';
import { storageCalls } from '../../../domain/wire/process.js';
import { serve } from '../serve.js';

// Loaded afterwards, or the packages of libp2p would run before Promise has what they count on.
const { closeStorage, storageHandlers } = await import('./handlers.js');

serve(storageCalls, storageHandlers, { stop: closeStorage });
