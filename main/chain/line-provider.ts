/**
 * The library's WebSocket with two of its habits left out that outlast a break of the line: it remembers the answer to
 * whatever is asked about one block, a failure as well, and goes on failing with it when asked again; and it forgets a
 * subscription for good where the line breaks once more before that could be taken up again.
 */
import { WsProvider } from '@polkadot/api';
import type { ProviderInterfaceCallback } from '@polkadot/rpc-provider/types';

type Subscription = Parameters<WsProvider['subscribe']>;

export class LineProvider extends WsProvider {
  /** The callbacks of subscriptions that the network confirmed once. */
  readonly #confirmed = new WeakSet<ProviderInterfaceCallback>();

  /** Asks the network each time: what failed may be there when asked again. */
  override send<Answer>(
    method: string,
    params: unknown[],
    _isCacheable?: boolean,
    subscription?: Parameters<WsProvider['send']>[3],
  ): Promise<Answer> {
    return super.send<Answer>(method, params, false, subscription);
  }

  /** Called again by the library for each subscription of before when the line is back. */
  override async subscribe(...wanted: Subscription): Promise<number | string> {
    const [, , , callback] = wanted;
    try {
      const id = await super.subscribe(...wanted);
      this.#confirmed.add(callback);
      return id;
    } catch (thrown) {
      // A first try is its caller's to repeat; any later one nobody else would.
      if (this.#confirmed.has(callback)) this.#subscribeOnNextLine(wanted);
      throw thrown;
    }
  }

  #subscribeOnNextLine(wanted: Subscription): void {
    const off = this.on('connected', () => {
      off();
      this.subscribe(...wanted).catch(() => undefined);
    });
  }
}
