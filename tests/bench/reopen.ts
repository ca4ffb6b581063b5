/**
 * How long a network is away when its host starts again: from the start of the chain process to the first answer over
 * the socket that clients use (where the chain stands, which is what they ask first), and to the first answer of the
 * runtime, which waits behind the block that every opening seals. With ten blocks and with a thousand, in turns, each
 * time on a fresh copy of the folder.
 */
import { once } from 'node:events';
import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from 'viem';
import { WebSocket } from 'ws';
import type { OutputOf, chainCalls } from '../../domain/wire/process.js';
import { connect } from '../../main/chain/connection.js';
import { Submitter } from '../../main/chain/submit.js';
import { type Key, makeKey } from '../../main/wallet/key.js';
import { openNetwork } from '../../main/workers/chain/open.js';
import { ROOT } from '../../scripts/local/program.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { silentLog, startHost } from './children.js';
import { HastyClock } from './hasty-clock.js';

const FEW = 10;
const MANY = 1000;
const CHAIN_NAME = 'Reopening';
/** The last blocks have no transactions, so that none is owed to one when the network is closed. */
const QUIET_BLOCKS = 5;
/** Says how far it is after so many blocks. */
const TOLD_BLOCKS = 200;

export const reopenBenchmark: Benchmark = {
  name: 'reopen',
  runs: 7,
  figures: [
    { name: 'reopen.10-blocks', unit: 's', goal: 1 },
    { name: 'reopen.1000-blocks', unit: 's', goal: 1 },
    { name: 'reopen.ratio', unit: 'ratio', goal: 1.15 },
    { name: 'reopen.1000-blocks-runtime', unit: 's' },
  ],
  measure,
};

/** A network at rest: its folder, and how many blocks it has. */
interface Chain {
  readonly folder: string;
  readonly height: number;
}

/** Seconds from the start of the process. */
interface Times {
  readonly answer: number;
  readonly runtime: number;
}

async function measure(bench: Bench): Promise<Samples> {
  const key = await makeKey();
  const few = { folder: join(bench.folder, 'few'), height: FEW };
  const many = { folder: join(bench.folder, 'many'), height: MANY };
  await grow(bench, few, key);
  await cp(few.folder, many.folder, { recursive: true });
  await grow(bench, many, key);
  const times = await repeat(bench, async (run) => {
    if (run % 2 === 0) return { few: await reopen(bench, few, key), many: await reopen(bench, many, key) };
    return { many: await reopen(bench, many, key), few: await reopen(bench, few, key) };
  });
  return {
    'reopen.10-blocks': times.map((taken) => taken.few.answer),
    'reopen.1000-blocks': times.map((taken) => taken.many.answer),
    'reopen.ratio': times.map((taken) => taken.many.answer / taken.few.answer),
    'reopen.1000-blocks-runtime': times.map((taken) => taken.many.runtime),
  };
}

function optionsOf(folder: string, key: Key) {
  const runtimePath = join(ROOT, 'assets/chain/corehour.wasm');
  const reach = 'this-computer' as const;
  return { folder, runtimePath, chainName: CHAIN_NAME, endowed: [key.pair.address], port: 0, reach };
}

/** Seals blocks, every third with a transaction, until there are as many as it is to have. */
async function grow({ say, own }: Bench, { folder, height }: Chain, key: Key): Promise<void> {
  const clock = new HastyClock();
  const network = await openNetwork({ ...optionsOf(folder, key), clock });
  const isHighEnough = clock.stopWhen(() => network.status().head >= height);
  own(() => network.close());
  const line = { name: CHAIN_NAME, endpoints: [network.endpoint], genesisHash: network.genesisHash };
  const connection = await connect(line, silentLog);
  own(() => connection.dispose());
  const submitter = new Submitter(connection, key.pair);
  let told = 0;
  for (let { head } = network.status(); head < height - QUIET_BLOCKS; { head } = network.status()) {
    if (head >= told) {
      say(`${head} of ${height} blocks are sealed`);
      told = head + TOLD_BLOCKS;
    }
    await submitter.sendExtrinsic('system', 'remark', [toHex(head, { size: 32 })], 'remark');
  }
  await isHighEnough;
  await connection.dispose();
  await network.close();
}

async function reopen(bench: Bench, { folder, height }: Chain, key: Key): Promise<Times> {
  const copy = await mkdtemp(`${folder}-`);
  await cp(folder, copy, { recursive: true });
  const host = startHost(bench);
  let opened: OutputOf<typeof chainCalls.open> | undefined;
  const startedAt = performance.now();
  const chain = host.start('chain', {
    initialise: async (child) => {
      opened = await child.call('open', optionsOf(copy, key));
    },
  });
  await chain.call('status', null);
  if (opened?.head !== height) throw new Error(`The network has ${opened?.head ?? 0} blocks, not ${height}.`);
  const socket = new WebSocket(opened.endpoint);
  await once(socket, 'open');
  await ask(socket, 'chain_getHeader', []);
  const answer = secondsSince(startedAt);
  await ask(socket, 'state_call', ['AccountNonceApi_account_nonce', toHex(key.pair.publicKey)]);
  const runtime = secondsSince(startedAt);
  socket.terminate();
  await chain.stop();
  return { answer, runtime };
}

/** @throws Error where the network answers with one. */
async function ask(socket: WebSocket, method: string, params: readonly unknown[]): Promise<void> {
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const [answer] = await once(socket, 'message');
  if (!String(answer).includes('"result"')) throw new Error(`The network answered ${String(answer)}.`);
}
