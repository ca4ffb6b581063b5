/**
 * The line to a network: @polkadot/api over WebSocket, which reconnects by itself. Checks that it is the network the
 * profile names, at first and whenever asked.
 */
import { type ApiPromise, WsProvider } from '@polkadot/api';
import type { ProviderInterface } from '@polkadot/rpc-provider/types';
import { AppError } from '../../domain/errors.js';
import type { Hex } from '../../domain/identity.js';
import type { NetworkProfile } from '../../domain/wire/profile.js';
import type { Log } from '../adapters.js';
import { callError } from './network-error.js';
import { quietLines } from './quiet-lines.js';
import { Gate } from './gate.js';
import { LineApi } from './line-api.js';
import { LineProvider } from './line-provider.js';
import { isTurnedAway } from './turned-away.js';

const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 20_000;
/** A hosted network refuses a connection's fifth. */
const MOST_RUNTIME_CALLS = 4;

export interface Connection {
  readonly api: ApiPromise;
  /** False too once another network was found at the address, until the next connection. */
  readonly isConnected: () => boolean;
  /** What every runtime call over this line goes through. */
  readonly runtimeCalls: Gate;
  /** A call only a hosted network answers, such as `network_peers`. */
  readonly ask: <Answer>(method: string, params: readonly unknown[]) => Promise<Answer>;
  /**
   * Passes while the answers sent for in the same moment are those of the profile's network: after a break another one
   * may listen at its address. @throws AppError `chain.wrong-network`, or what broke the line.
   */
  readonly assertSameNetwork: () => Promise<void>;
  readonly onConnected: (listener: () => void) => () => void;
  readonly onLost: (listener: () => void) => () => void;
  readonly dispose: () => Promise<void>;
}

/** @throws AppError `chain.unreachable`, `chain.wrong-network`. */
export async function connect(
  profile: Pick<NetworkProfile, 'name' | 'endpoints' | 'genesisHash'>,
  log: Log,
): Promise<Connection> {
  quietLines();
  const provider = new LineProvider([...profile.endpoints], RECONNECT_MS);
  // The provider's own types predate exact optional properties.
  const api = new LineApi(provider as ProviderInterface);
  try {
    await withTimeout(api.isReadyOrError, profile.name);
  } catch (cause) {
    await api.disconnect().catch(() => undefined);
    throw await whyNot(profile, cause);
  }
  if (api.genesisHash.toHex() !== profile.genesisHash) {
    await api.disconnect();
    throw wrongNetwork(profile.name);
  }
  let isSame = true;
  api.on('connected', () => {
    isSame = true;
  });
  api.on('disconnected', () => log.warn('The line to the network is down', { network: profile.name }));
  return {
    api,
    isConnected: () => api.isConnected && isSame,
    runtimeCalls: new Gate(MOST_RUNTIME_CALLS),
    ask: <Answer>(method: string, params: readonly unknown[]) =>
      provider.send<Answer>(method, [...params]).catch((thrown: unknown) => {
        throw callError(method, thrown);
      }),
    assertSameNetwork: async () => {
      isSame = (await provider.send('chain_getBlockHash', [0])) === profile.genesisHash;
      if (!isSame) throw wrongNetwork(profile.name);
    },
    onConnected: (listener) => {
      api.on('connected', listener);
      return () => api.off('connected', listener);
    },
    onLost: (listener) => {
      api.on('disconnected', listener);
      return () => api.off('disconnected', listener);
    },
    dispose: () => api.disconnect(),
  };
}

function wrongNetwork(name: string): AppError {
  return new AppError(
    'chain.wrong-network',
    `Another network answers at the address of ${name}. Ask your host for a new invitation.`,
  );
}

/** Nobody is there, or somebody is who lets nobody in by this address. */
async function whyNot({ name, endpoints }: Pick<NetworkProfile, 'name' | 'endpoints'>, cause: unknown) {
  const answers = await Promise.all(endpoints.map(isTurnedAway));
  if (!answers.includes(true)) return unreachable(name, cause);
  const message = `${name} is there, but does not let you in by this invitation. Ask your host for a new one.`;
  return new AppError('chain.refused', message, { cause });
}

function unreachable(name: string, cause: unknown): AppError {
  return new AppError(
    'chain.unreachable',
    `${name} does not answer. Check that its host is running, then start again.`,
    { cause },
  );
}

async function withTimeout<Value>(promise: Promise<Value>, name: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: no answer in ${CONNECT_TIMEOUT_MS} ms`)), CONNECT_TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Which chain answers at an address. @throws AppError `chain.unreachable`. */
export async function genesisHashOf(endpoint: string): Promise<Hex> {
  const provider = new WsProvider(endpoint, false);
  try {
    await provider.connect();
    await withTimeout(provider.isReady, endpoint);
    return await provider.send<Hex>('chain_getBlockHash', [0]);
  } catch (cause) {
    throw new AppError('chain.unreachable', `Nothing answers at ${endpoint}. Check the address.`, { cause });
  } finally {
    await provider.disconnect();
  }
}
