/** Subscriptions: heads, storage, and the runtime's version; each block is final when it is announced. */
import { readParameters, storageKeys } from './parameters.js';
import type { Engine } from './engine.js';
import type { History } from './history.js';
import type { Sealer } from './seal.js';
import type { Method, Methods } from './connection.js';
import { CODE_KEY } from './state.js';

/** What subscriptions are fed from. */
export interface SubscriptionParts {
  readonly engine: Engine;
  readonly history: History;
  readonly sealer: Sealer;
}

/** Every `subscribe` method with its `unsubscribe`. */
export function subscriptionMethods({ engine, history, sealer }: SubscriptionParts): Methods {
  const heads =
    (event: string): Method =>
    (_, caller) =>
      caller.subscribe(event, (notify) => {
        notify(history.head.header);
        return sealer.onBlock((record) => notify(record.header));
      });
  const unsubscribe: Method = ([id], caller) => caller.unsubscribe(id);
  return {
    chain_subscribeAllHeads: heads('chain_allHead'),
    chain_subscribeNewHeads: heads('chain_newHead'),
    chain_subscribeNewHead: heads('chain_newHead'),
    chain_subscribeFinalizedHeads: heads('chain_finalizedHead'),
    state_subscribeRuntimeVersion: async (_, caller) => {
      const version = await engine.version;
      return caller.subscribe('state_runtimeVersion', (notify) => {
        notify(version);
        return sealer.onBlock((_record, changes) => {
          if (changes.has(CODE_KEY)) void engine.version.then(notify);
        });
      });
    },
    state_subscribeStorage: async (given, caller) => {
      const [keys] = readParameters([storageKeys], given);
      const block = history.head.hash;
      const state = await history.stateAt(block);
      const first = await Promise.all(keys.map(async (key) => [key, (await state.get(key)) ?? null]));
      return caller.subscribe('state_storage', (notify) => {
        notify({ block, changes: first });
        return sealer.onBlock((record, changes) => {
          const changed = keys.filter((key) => changes.has(key)).map((key) => [key, changes.get(key) ?? null]);
          if (changed.length > 0) notify({ block: record.hash, changes: changed });
        });
      });
    },
    chain_unsubscribeAllHeads: unsubscribe,
    chain_unsubscribeNewHeads: unsubscribe,
    chain_unsubscribeNewHead: unsubscribe,
    chain_unsubscribeFinalizedHeads: unsubscribe,
    state_unsubscribeRuntimeVersion: unsubscribe,
    state_unsubscribeStorage: unsubscribe,
    author_unwatchExtrinsic: unsubscribe,
  };
}
