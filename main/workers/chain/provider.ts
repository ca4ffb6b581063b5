/** Where the embedded engine reads blocks and state from: our history, and nothing else. */
import type { HexString } from '@polkadot/util/types';
import { AppError } from '../../../domain/errors.js';
import type { Chopsticks, EngineProvider } from './chopsticks.js';
import type { History } from './history.js';

/** What the local network's native asset is called and how its addresses look. */
export const PROPERTIES = { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'HOST' } as const;

/** A provider over `history`; the engine names the block it wants in every call. */
export function historyProvider(history: History, chainName: string): EngineProvider {
  const answers: Readonly<Record<string, (parameters: readonly unknown[]) => Promise<unknown>>> = {
    system_chain: async () => chainName,
    system_name: async () => 'Corehour',
    system_properties: async () => PROPERTIES,
    chain_getFinalizedHead: async () => history.head.hash,
    chain_getBlockHash: async ([number]) => history.hashOf(typeof number === 'number' ? number : history.head.number),
    chain_getHeader: async ([hash]) => (await history.block(hash as HexString))?.header ?? null,
    chain_getBlock: async ([hash]) => {
      const block = await history.block(hash as HexString);
      return block ? { block: { header: block.header, extrinsics: block.extrinsics } } : null;
    },
    state_getStorage: async ([key, hash]) => (await history.stateAt(hash as HexString)).get(key as HexString),
    state_getKeysPaged: async ([prefix, count, after, hash]) =>
      (await history.stateAt(hash as HexString)).keys(
        prefix as HexString,
        Number(count),
        (after ?? undefined) as HexString,
      ),
    childstate_getStorage: async ([child, key, hash]) =>
      (await history.stateAt(hash as HexString)).get(childKey(child as HexString, key as HexString)),
    childstate_getKeysPaged: async ([child, prefix, count, after, hash]) => {
      const trie = child as HexString;
      const state = await history.stateAt(hash as HexString);
      const keys = await state.keys(
        childKey(trie, prefix as HexString),
        Number(count),
        childKey(trie, after as HexString),
      );
      return keys.map((key) => `0x${key.slice(trie.length)}`);
    },
  };
  const refuse = (): never => {
    throw new AppError('bug', 'The embedded network has no subscriptions of its own.');
  };
  const provider = {
    isClonable: false,
    hasSubscriptions: false,
    isConnected: true,
    clone: refuse,
    connect: async () => undefined,
    disconnect: async () => undefined,
    on: () => () => undefined,
    subscribe: async () => refuse(),
    unsubscribe: async () => refuse(),
    send: async (method: string, parameters: readonly unknown[]): Promise<unknown> => {
      const answer = answers[method];
      if (!answer) throw new AppError('bug', `The embedded network cannot answer ${method}.`);
      return answer(parameters);
    },
  };
  return provider as unknown as ConstructorParameters<Chopsticks['Api']>[0];
}

/** Where a child trie's value lies in the one key space. */
export function childKey(child: HexString, key: HexString): HexString {
  return `${child}${key.slice(2)}`;
}
