/** The library's view of a network without a habit that outlasts a break of the line. */
import { ApiPromise } from '@polkadot/api';
import type { ProviderInterface } from '@polkadot/rpc-provider/types';

export class LineApi extends ApiPromise {
  constructor(provider: ProviderInterface) {
    super({ provider, noInitWarn: true, throwOnConnect: false });
    // How a block is to be read is kept for good by the block's hash, and so is the failure to ask for it. Being set
    // anew, the library asks again; what it needs of other blocks it finds by the runtime's version.
    this.on('connected', () => this._rpcCore.setRegistrySwap((hash) => this.getBlockRegistry(hash)));
  }
}
