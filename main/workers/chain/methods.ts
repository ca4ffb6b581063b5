/**
 * The allow-list: every method this network answers, and nothing that changes state except through a transaction.
 *
 * Methods that need no runtime are answered at once. The others (`state_call`, submissions) wait for the one
 * interpreter and count against the caller's limit.
 */
import type { HexString } from '@polkadot/util/types';
import { accountOf, addressOf, nonceOf } from './accounts.js';
import type { Caller, Methods } from './connection.js';
import { hexText, methodName, optionalHash, pageSize, readParameters, storageKeys } from './parameters.js';
import type { Peers } from './peers.js';
import { childKey, PROPERTIES } from './provider.js';
import type { Sealer } from './seal.js';
import type { BlockRecord } from './state.js';
import type { Steward } from './steward.js';
import { type SubscriptionParts, subscriptionMethods } from './subscriptions.js';
import type { Views } from './views.js';

/** What answers are made of. */
export interface MethodParts extends SubscriptionParts {
  readonly views: Views;
  readonly steward: Steward;
  readonly peers: Peers;
}

/** The whole allow-list. */
export function allowedMethods(parts: MethodParts): Methods {
  const methods: Methods = {
    ...systemMethods(parts),
    ...chainMethods(parts),
    ...stateMethods(parts),
    ...authorMethods(parts),
    ...networkMethods(parts),
    ...subscriptionMethods(parts),
  };
  return { ...methods, rpc_methods: () => ({ methods: [...Object.keys(methods), 'rpc_methods'].sort() }) };
}

function systemMethods({ history, sealer }: MethodParts): Methods {
  return {
    system_chain: () => history.identity.chainName,
    system_chainType: () => 'Local',
    system_name: () => 'Corehour',
    system_version: () => '1',
    system_properties: () => PROPERTIES,
    system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
    /** The next free nonce, transactions that wait included. */
    system_accountNextIndex: async ([address]) => {
      const account = accountOf(address);
      const nonce = await nonceOf(await history.stateAt(undefined), account);
      return sealer.pool.nextNonce(addressOf(account), nonce ?? 0);
    },
  };
}

function chainMethods({ history }: MethodParts): Methods {
  const hashOf = (number: unknown): Promise<HexString | null> | HexString => {
    if (number === null || number === undefined) return history.head.hash;
    return history.hashOf(Number(number));
  };
  return {
    chain_getBlockHash: ([number]) =>
      Array.isArray(number) ? Promise.all(number.slice(0, 256).map(async (one) => hashOf(one))) : hashOf(number),
    chain_getHeader: async (given) => {
      const [hash] = readParameters([optionalHash], given);
      return (await history.block(hash))?.header;
    },
    chain_getBlock: async (given) => {
      const [hash] = readParameters([optionalHash], given);
      const block = await history.block(hash);
      return block && { block: bodyOf(block), justifications: null };
    },
    chain_getFinalizedHead: () => history.head.hash,
  };
}

function bodyOf({ header, extrinsics }: BlockRecord): object {
  return { header, extrinsics };
}

function stateMethods({ engine, history, views }: MethodParts): Methods {
  const getStorage = async (given: readonly unknown[]): Promise<HexString | undefined> => {
    const [key, hash] = readParameters([hexText, optionalHash], given);
    return (await history.stateAt(hash)).get(key);
  };
  const getKeysPaged = async (given: readonly unknown[]): Promise<HexString[]> => {
    const [prefix, count, after, hash] = readParameters([hexText, pageSize, hexText.nullish(), optionalHash], given);
    return (await history.stateAt(hash)).keys(prefix, count, after ?? undefined);
  };
  const getVersion = async (given: readonly unknown[]): Promise<unknown> => {
    const [hash] = readParameters([optionalHash], given);
    await history.requireSameCode(hash);
    return engine.version;
  };
  return {
    state_getStorage: getStorage,
    state_getStorageAt: getStorage,
    state_getKeysPaged: getKeysPaged,
    state_getKeysPagedAt: getKeysPaged,
    state_getRuntimeVersion: getVersion,
    chain_getRuntimeVersion: getVersion,
    state_queryStorageAt: async (given) => {
      const [keys, hash] = readParameters([storageKeys, optionalHash], given);
      const state = await history.stateAt(hash);
      const changes = await Promise.all(keys.map(async (key) => [key, (await state.get(key)) ?? null]));
      return [{ block: hash ?? history.head.hash, changes }];
    },
    state_getMetadata: async (given) => {
      const [hash] = readParameters([optionalHash], given);
      await history.requireSameCode(hash);
      return engine.metadata;
    },
    state_call: async (given, caller) => {
      const [method, argument, hash] = readParameters([methodName, hexText, optionalHash], given);
      const aboutCode = method.startsWith('Metadata_');
      if (aboutCode) await history.requireSameCode(hash);
      else await history.known(hash);
      const at = aboutCode ? history.head.hash : (hash ?? history.head.hash);
      return (
        views.known(method, argument, at) ?? caller.wait('view', () => views.call(method, argument, at, caller.gone))
      );
    },
    childstate_getStorage: async (given) => {
      const [child, key, hash] = readParameters([hexText, hexText, optionalHash], given);
      return (await history.stateAt(hash)).get(childKey(child, key));
    },
  };
}

function authorMethods({ sealer }: MethodParts): Methods {
  const submit = (extrinsic: HexString, caller: Caller, tell: Parameters<Sealer['submit']>[1]) =>
    caller.wait('submission', () => sealer.submit(extrinsic, tell));
  return {
    author_pendingExtrinsics: () => sealer.pool.extrinsics,
    author_submitExtrinsic: (given, caller) => {
      const [extrinsic] = readParameters([hexText], given);
      return submit(extrinsic, caller, () => undefined);
    },
    author_submitAndWatchExtrinsic: async (given, caller) => {
      const [extrinsic] = readParameters([hexText], given);
      let tell: Parameters<Sealer['submit']>[1] = () => undefined;
      const id = caller.subscribe('author_extrinsicUpdate', (notify, end) => {
        tell = (fate) => {
          notify(fate);
          if (fate === 'invalid' || fate === 'dropped' || (typeof fate === 'object' && 'finalized' in fate)) end();
        };
        return () => {
          tell = () => undefined;
        };
      });
      try {
        await submit(extrinsic, caller, (fate) => tell(fate));
      } catch (error) {
        caller.unsubscribe(id);
        throw error;
      }
      return id;
    },
  };
}

function networkMethods({ steward, peers }: MethodParts): Methods {
  const known = new WeakSet<Caller>();
  return {
    network_welcome: ([address], caller) => caller.wait('submission', () => steward.welcome(address)),
    network_peers: () => peers.list(),
    network_announce: ([address, peerId], caller) => {
      peers.announce(caller, address, peerId);
      if (!known.has(caller)) caller.gone.addEventListener('abort', () => peers.drop(caller), { once: true });
      known.add(caller);
      return true;
    },
  };
}
