/**
 * How long a network is away when its host starts again: from the start of the chain process to the first answer of
 * its runtime, over the socket that clients use. With ten blocks and with a thousand, in turns, each time on a fresh
 * copy of the folder, since every opening seals a block.
 */
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { connect } from '../../main/chain/connection.js';
import { Submitter } from '../../main/chain/submit.js';
import { type Key, makeKey } from '../../main/wallet/key.js';
import { type Network, openNetwork } from '../../main/workers/chain/open.js';
import { ROOT } from '../local/program.js';
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
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const key = await makeKey();
  const few = join(bench.folder, 'few');
  const many = join(bench.folder, 'many');
  await grow(bench, few, key, FEW);
  await cp(few, many, { recursive: true });
  await grow(bench, many, key, MANY);
  const times = await repeat(bench, async (run) => {
    const order = run % 2 === 0 ? [few, many] : [many, few];
    const taken = new Map<string, number>();
    for (const folder of order) taken.set(folder, await reopen(bench, folder, `${folder}-${run}`, key));
    return { few: taken.get(few) ?? 0, many: taken.get(many) ?? 0 };
  });
  return {
    'reopen.10-blocks': times.map((taken) => taken.few),
    'reopen.1000-blocks': times.map((taken) => taken.many),
    'reopen.ratio': times.map((taken) => taken.many / taken.few),
  };
}

function optionsOf(folder: string, key: Key) {
  const runtimePath = join(ROOT, 'assets/chain/corehour.wasm');
  return { folder, runtimePath, chainName: CHAIN_NAME, endowed: [key.pair.address], port: 0 };
}

/** Seals blocks, every third with a transaction, until the network of `folder` has `height` of them. */
async function grow({ say }: Bench, folder: string, key: Key, height: number): Promise<void> {
  let network: Network | undefined;
  const clock = new HastyClock(() => (network?.status().head ?? 0) >= height);
  network = await openNetwork({ ...optionsOf(folder, key), clock });
  const { endpoint, genesisHash } = network;
  const connection = await connect(
    { name: CHAIN_NAME, endpoints: [endpoint], genesisHash: `0x${genesisHash.slice(2)}` },
    silentLog,
  );
  const submitter = new Submitter(connection, key.pair);
  let told = 0;
  for (let { head } = network.status(); head < height - QUIET_BLOCKS; { head } = network.status()) {
    if (head >= told) say(`${head} of ${height} blocks are sealed`);
    if (head >= told) told = head + TOLD_BLOCKS;
    await submitter.sendExtrinsic('system', 'remark', [`0x${head.toString(16).padStart(64, '0')}`], 'remark');
  }
  await clock.enough;
  await connection.dispose();
  await network.close();
}

async function reopen(bench: Bench, folder: string, copy: string, key: Key): Promise<number> {
  await cp(folder, copy, { recursive: true });
  const host = startHost(bench);
  let endpoint = '';
  const startedAt = performance.now();
  const chain = host.start('chain', {
    initialise: async (child) => {
      ({ endpoint } = await child.call('open', optionsOf(copy, key)));
    },
  });
  await chain.call('status', null);
  await firstAnswer(endpoint, key);
  const taken = secondsSince(startedAt);
  await chain.stop();
  return taken;
}

async function firstAnswer(endpoint: string, { pair }: Key): Promise<void> {
  const socket = new WebSocket(endpoint);
  try {
    await once(socket, 'open');
    const account = `0x${Buffer.from(pair.publicKey).toString('hex')}`;
    socket.send(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'state_call',
        params: ['AccountNonceApi_account_nonce', account],
      }),
    );
    const [answer] = await once(socket, 'message');
    if (!String(answer).includes('"result"')) throw new Error(`The network answered ${String(answer)}.`);
  } finally {
    socket.terminate();
  }
}
