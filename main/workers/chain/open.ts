/** Opens the network of a folder, or makes it: store, history, engine, sealing and the server, in this order. */
import { readFile } from 'node:fs/promises';
import { u8aToHex } from '@polkadot/util';
import type { HexString } from '@polkadot/util/types';
import { AppError } from '../../../domain/errors.js';
import type { Reach } from '../../../domain/wire/profile.js';
import { acquireChopsticks, releaseChopsticks } from './chopsticks.js';
import { type Clock, systemClock } from './clock.js';
import { Engine } from './engine.js';
import { makeGenesis } from './genesis.js';
import { History } from './history.js';
import { Interpreter } from './interpreter.js';
import { allowedMethods } from './methods.js';
import { Peers } from './peers.js';
import { RpcServer } from './rpc.js';
import { Sealer } from './seal.js';
import { keptSecret } from './secrets.js';
import { CODE_KEY, type Identity, Store } from './state.js';
import { Steward, stewardKey } from './steward.js';
import { Views } from './views.js';

const TOKEN_BYTES = 24;

/** What a network is opened with; see `chainCalls.open`. */
export interface OpenOptions {
  readonly folder: string;
  readonly runtimePath: string;
  readonly chainName: string;
  /** SS58 addresses; the first becomes sudo. Only a new network looks at them. */
  readonly endowed: readonly string[];
  readonly port: number;
  readonly reach: Reach;
  readonly clock?: Clock;
  /** Where failures without a caller are told. */
  readonly log?: (line: string) => void;
}

/** An open network; whoever opened it closes it. */
export interface Network {
  readonly endpoint: string;
  readonly genesisHash: HexString;
  /** The height at opening; 1 for a new network. */
  readonly head: number;
  readonly isNew: boolean;
  status(): { head: number; connections: number; waiting: number };
  close(): Promise<void>;
}

/** @throws AppError `process.folder-in-use`, `chain.wrong-network`, `input.malformed`. */
export async function openNetwork(options: OpenOptions): Promise<Network> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return await openParts(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(
  options: OpenOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Network> {
  const { folder, port, reach, clock = systemClock, log = () => undefined } = options;
  const store = await Store.open(folder);
  closers.push(() => store.close());
  const core = await acquireChopsticks();
  closers.push(() => releaseChopsticks(core));
  const pair = await stewardKey(folder);
  const code = u8aToHex(await readFile(options.runtimePath));

  const present = await store.identity();
  if (present) await requireSame(store, present, options, code);
  else await writeGenesis(store, options, code, pair.address);
  const history = await openHistory(store);

  const engine = await Engine.open(history);
  closers.push(() => engine.close());
  const interpreter = new Interpreter();
  const sealer = new Sealer({ engine, history, interpreter, clock, log });
  closers.push(async () => {
    sealer.stop();
    await interpreter.close();
  });
  const steward = new Steward(pair, { store, history, engine, sealer, clock });
  const views = new Views(engine, history, interpreter);
  const methods = allowedMethods({ engine, history, sealer, views, steward, peers: new Peers() });
  const head = Math.max(1, history.head.number);
  await sealer.start();
  const server = await RpcServer.open(port, reach, await keptSecret(folder, 'token', TOKEN_BYTES), methods);
  closers.push(() => server.close());
  return {
    endpoint: server.endpoint,
    genesisHash: history.identity.genesisHash,
    head,
    isNew: !present,
    status: () => ({ head: history.head.number, connections: server.connections, waiting: server.waiting }),
    close,
  };
}

async function writeGenesis(
  store: Store,
  { chainName, endowed }: OpenOptions,
  code: HexString,
  steward: string,
): Promise<void> {
  const core = await acquireChopsticks();
  try {
    const { record, writes } = await makeGenesis(core, code, [...endowed, steward]);
    const { specName, specVersion } = await core.getRuntimeVersion(code);
    const identity: Identity = { chainName, genesisHash: record.hash, specName, specVersion, codeSince: 0 };
    await store.commit({ record, changes: writes, welcomed: [], identity });
  } finally {
    await releaseChopsticks(core);
  }
}

async function openHistory(store: Store): Promise<History> {
  const [head, identity] = await Promise.all([store.head(), store.identity()]);
  if (!head || !identity) throw new AppError('bug', 'The folder of the network holds no block.');
  return new History(store, head, identity);
}

/** A folder stays what it was made as. The chain goes on with its own code; only a new version is worth a word. */
async function requireSame(
  store: Store,
  present: Identity,
  { chainName }: OpenOptions,
  code: HexString,
): Promise<void> {
  if (present.chainName !== chainName) {
    const message = `This folder holds the network "${present.chainName}", not "${chainName}". Choose another folder.`;
    throw new AppError('chain.wrong-network', message, { data: { found: present.chainName, wanted: chainName } });
  }
  if ((await store.get(CODE_KEY)) === code) return;
  const core = await acquireChopsticks();
  try {
    const { specName, specVersion } = await core.getRuntimeVersion(code).catch((cause: unknown) => {
      throw new AppError('input.malformed', 'The runtime file of this program is damaged. Install it again.', {
        cause,
      });
    });
    if (specName === present.specName && specVersion === present.specVersion) return;
    const found = `${present.specName} ${present.specVersion}`;
    const wanted = `${specName} ${specVersion}`;
    const message = `The network in this folder runs ${found}, this program brings ${wanted}. Use the program that made it, or start a new network in another folder.`;
    throw new AppError('chain.wrong-network', message, { data: { found, wanted } });
  } finally {
    await releaseChopsticks(core);
  }
}
