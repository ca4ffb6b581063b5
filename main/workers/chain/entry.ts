/** The chain process: hosts the embedded network of one folder. */
import { AppError } from '../../../domain/errors.js';
import { chainCalls } from '../../../domain/wire/process.js';
import { serve } from '../serve.js';
import { type Network, openNetwork } from './open.js';

let network: Network | undefined;
let opening = false;

serve(
  chainCalls,
  {
    open: async (input) => {
      if (opening) throw new AppError('bug', 'This process hosts a network already; it opens one in its life.');
      opening = true;
      try {
        network = await openNetwork({ ...input, log: (line) => process.stderr.write(`${line}\n`) });
      } catch (error) {
        opening = false;
        throw error;
      }
      const { endpoint, genesisHash, head, isNew } = network;
      return { endpoint, genesisHash, head, isNew };
    },
    status: async () => {
      if (!network) throw new AppError('bug', 'No network is open yet.');
      return network.status();
    },
  },
  { stop: async () => network?.close() },
);
