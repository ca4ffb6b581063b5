import { startEmbedded } from './embedded-network.js';
import { testLifecycle } from './lifecycle.behavior.js';

testLifecycle('on the embedded chain', startEmbedded);
