import { openSettings } from '../../main/settings/settings.js';
import { once } from 'node:events';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { ApiPromise } from '@polkadot/api';
import { afterEach, expect, test } from 'vitest';
import type { Hex } from '../../domain/identity.js';
import { CONTRACT_NAMES, type NetworkProfile } from '../../domain/wire/profile.js';
import type { Clock, Log } from '../../main/adapters.js';
import { type Connection, connect } from '../../main/chain/connection.js';
import { type WatchedBlock, watch } from '../../main/chain/watch.js';
import { headlessAdapters } from '../../main/headless-adapters.js';
import { createNode } from '../../main/node.js';
import { ProcessHost } from '../../main/process/host.js';
import { processRecords } from '../../main/process/reap.js';
import { ChainChild } from '../main/chain-process/child.js';
import * as chains from '../main/chain-process/networks.js';
import { type Proxy, startProxy } from './proxy.js';
import { silentLog, systemClock } from './test-network.js';

const NOBODY: Hex = `0x${'0'.repeat(40)}`;
const CONTRACTS = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, NOBODY])) as NetworkProfile['contracts'];

const disposers: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

/** What a watcher was told, and waiting for more of it. */
class Record {
  readonly blocks: WatchedBlock[] = [];
  readonly warnings: string[] = [];
  readonly #looks = new Set<() => void>();

  readonly take = async (block: WatchedBlock): Promise<void> => {
    this.blocks.push(block);
    for (const look of this.#looks) look();
  };

  readonly log: Log = {
    ...silentLog,
    warn: (_, data) => {
      this.warnings.push(String(data?.['error'] ?? ''));
      for (const look of this.#looks) look();
    },
  };

  until(isThere: () => boolean): Promise<void> {
    return new Promise((found) => {
      const look = (): void => {
        if (!isThere()) return;
        this.#looks.delete(look);
        found();
      };
      this.#looks.add(look);
      look();
    });
  }

  untilBlock(number: number): Promise<void> {
    return this.until(() => this.blocks.some((block) => block.number >= number));
  }

  /** Fails unless every block up to the last was told once and in order. */
  expectWhole(): void {
    const last = this.blocks.at(-1)?.number ?? 0;
    expect(this.blocks.map(({ number }) => number)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    const times = this.blocks.map(({ time }) => time);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }
}

async function connectTo(endpoint: string, genesisHash: string): Promise<Connection> {
  const connection = await connect({ name: 'Test', endpoints: [endpoint], genesisHash: genesisHash as Hex }, silentLog);
  disposers.push(() => connection.dispose());
  return connection;
}

async function follow(connection: Connection, record: Record, onBlock = record.take): Promise<void> {
  const { log } = record;
  const stop = await watch({ connection, contracts: CONTRACTS, after: 0, onBlock, clock: impatientClock, log });
  disposers.push(stop);
}

/** Tries again at once. */
const impatientClock: Clock = { ...systemClock, delay: () => new Promise((go) => setImmediate(go)) };

/** Makes a block, and those that follow it by themselves. @returns the height of the block. */
async function makeBlock(api: ApiPromise): Promise<number> {
  const result = await chains.send(
    chains.make(api, 'balances', 'transferKeepAlive', chains.bob.address, 1n),
    chains.alice,
  );
  return (await api.rpc.chain.getHeader(result.status.asFinalized)).number.toNumber();
}

async function openProxy(): Promise<Proxy> {
  const proxy = await startProxy();
  disposers.push(() => proxy.dispose());
  return proxy;
}

test('every block is told once and in order, however often the line breaks', async () => {
  const network = await chains.open(await chains.makeFolder());
  const direct = await chains.connect(network.endpoint);
  const proxy = await openProxy();
  proxy.join(network.endpoint);
  const record = new Record();
  await follow(await connectTo(proxy.through(network.endpoint), network.genesisHash), record);
  await record.untilBlock(await makeBlock(direct));
  for (const missed of [1, 3]) {
    proxy.cut();
    let height = 0;
    for (let made = 0; made < missed; made += 1) height = await makeBlock(direct);
    expect(record.blocks.at(-1)?.number).toBeLessThan(height);
    proxy.join(network.endpoint);
    await record.untilBlock(height);
  }
  await record.untilBlock(await makeBlock(direct));
  record.expectWhole();
});

test.each([
  ['its hash', /"result":"0x[0-9a-f]{64}"/],
  ['its header', /"result":\{"(parentHash|number)"/],
  ['its runtime', /"result":\{"specName"/],
  ['the block', /"justifications"/],
  // The first event is of the first extrinsic: `System.ExtrinsicSuccess`.
  ['its events', /"result":"0x[0-9a-f]{2}00000000000000/],
])('a line that breaks in the answer about %s costs no block', { timeout: 30_000 }, async (_, pattern) => {
  const network = await chains.open(await chains.makeFolder());
  const direct = await chains.connect(network.endpoint);
  const proxy = await openProxy();
  proxy.join(network.endpoint);
  const record = new Record();
  await follow(await connectTo(proxy.through(network.endpoint), network.genesisHash), record);
  await record.untilBlock(await makeBlock(direct));
  const broken = proxy.cutAt(pattern);
  const height = await makeBlock(direct);
  await broken;
  expect(record.blocks.at(-1)?.number).toBeLessThan(height);
  proxy.join(network.endpoint);
  await record.untilBlock(height);
  record.expectWhole();
});

test('a line that breaks again before its subscriptions are back brings blocks later', {
  timeout: 30_000,
}, async () => {
  const network = await chains.open(await chains.makeFolder());
  const direct = await chains.connect(network.endpoint);
  const proxy = await openProxy();
  proxy.join(network.endpoint);
  const record = new Record();
  await follow(await connectTo(proxy.through(network.endpoint), network.genesisHash), record);
  await record.untilBlock(await makeBlock(direct));
  proxy.cut();
  const broken = proxy.cutAt(/"result":"chain_finalizedHead-/);
  proxy.join(network.endpoint);
  await broken;
  const missed = await makeBlock(direct);
  proxy.join(network.endpoint);
  // From here on only the subscription tells of blocks.
  await record.untilBlock(missed);
  await record.untilBlock(await makeBlock(direct));
  record.expectWhole();
});

test('a block whose facts could not be written is told again, and none is left out', async () => {
  const network = await chains.open(await chains.makeFolder());
  const direct = await chains.connect(network.endpoint);
  const record = new Record();
  let refusals = 2;
  await follow(await connectTo(network.endpoint, network.genesisHash), record, async (block) => {
    if (block.number === 2 && refusals-- > 0) throw new Error('the disk is full');
    await record.take(block);
  });
  await record.untilBlock(await makeBlock(direct));
  record.expectWhole();
  expect(record.warnings).toEqual(['Error: the disk is full', 'Error: the disk is full']);
});

test('a chain process that is killed and comes back is followed on', async () => {
  const folder = await chains.makeFolder();
  const options = { ...chains.optionsFor(folder), endowed: [chains.alice.address] };
  const first = new ChainChild();
  const opened = await first.open(options);
  const port = Number(new URL(opened.endpoint).port);
  const record = new Record();
  const connection = await connectTo(opened.endpoint, opened.genesisHash);
  await follow(connection, record);
  await record.untilBlock(await makeBlock(await chains.connect(opened.endpoint)));
  await first.kill();

  const second = new ChainChild();
  expect(await second.open({ ...options, port })).toMatchObject({ endpoint: opened.endpoint, isNew: false });
  await record.untilBlock(await makeBlock(await chains.connect(opened.endpoint)));
  record.expectWhole();
  expect(connection.isConnected()).toBe(true);
});

test('another network at the address is refused, at first and after a break', async () => {
  const folder = await chains.makeFolder();
  const right = await chains.open(folder);
  const otherFolder = await chains.makeFolder();
  // The same token, so that the other network opens its door.
  await copyFile(join(folder, 'token'), join(otherFolder, 'token'));
  const other = await chains.open(otherFolder, { chainName: 'Other' });
  const proxy = await openProxy();
  const endpoint = proxy.through(right.endpoint);

  proxy.join(other.endpoint);
  await expect(connectTo(endpoint, right.genesisHash)).rejects.toMatchObject({
    code: 'chain.wrong-network',
    message: 'Another network answers at the address of Test. Ask your host for a new invitation.',
  });

  proxy.cut();
  proxy.join(right.endpoint);
  const record = new Record();
  const connection = await connectTo(endpoint, right.genesisHash);
  await follow(connection, record);
  await record.untilBlock(await makeBlock(await chains.connect(right.endpoint)));
  // The other one is far ahead by now.
  const far = await chains.connect(other.endpoint);
  for (let made = 0; made < 3; made += 1) await makeBlock(far);
  proxy.cut();
  proxy.join(other.endpoint);
  await record.until(() => record.warnings.some((warning) => warning.includes('Another network answers')));
  expect(connection.isConnected()).toBe(false);

  proxy.cut();
  proxy.join(right.endpoint);
  const height = await makeBlock(await chains.connect(right.endpoint));
  await record.untilBlock(height);
  record.expectWhole();
  expect(connection.isConnected()).toBe(true);
  const hashes = await connection.api.rpc.chain.getBlockHash(height);
  expect(hashes.toHex()).not.toBe((await far.rpc.chain.getBlockHash(height)).toHex());
});

test('an address where nobody listens is told within seconds', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const began = performance.now();
  await expect(connectTo(`ws://127.0.0.1:${port}`, `0x${'0'.repeat(64)}`)).rejects.toMatchObject({
    code: 'chain.unreachable',
    message: 'Test does not answer. Check that its host is running, then start again.',
  });
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a network of other contracts is refused before anything is opened', async () => {
  const data = await chains.makeFolder();
  const folders = {
    data,
    scratch: join(data, 'scratch'),
    log: join(data, 'log'),
    previews: join(data, 'previews'),
    assets: resolve('assets'),
  };
  await Promise.all([folders.scratch, folders.log].map((folder) => mkdir(folder)));
  const adapters = headlessAdapters({ folders, builtFolder: resolve('out/main') });
  disposers.push(() => adapters.dispose());
  const { spawner, clock, log, builtFolder } = adapters;
  const processes = new ProcessHost({ spawner, clock, log, records: processRecords(data), builtFolder });
  disposers.push(() => processes.dispose());
  const network: NetworkProfile = {
    version: 1,
    name: 'Test',
    kind: 'local',
    endpoints: ['ws://127.0.0.1:1'],
    genesisHash: `0x${'0'.repeat(64)}`,
    contracts: CONTRACTS,
    contractsVersion: `0x${'1'.repeat(64)}`,
    deployedBlock: 1,
    platform: NOBODY,
    asset: { symbol: 'UNIT', decimals: 9 },
    hosted: true,
    bootstrapPeers: [],
  };
  const { sha256 } = JSON.parse(await readFile('contracts/compiled/sources.json', 'utf8')) as { sha256: string };
  expect(network.contractsVersion).not.toBe(`0x${sha256}`);
  await expect(
    createNode({
      adapters,
      processes,
      settings: openSettings(adapters.settings),
      network: { network },
      compiledContracts: 'contracts/compiled',
    }),
  ).rejects.toMatchObject({
    code: 'chain.wrong-network',
    message: 'Test was made for another version of this app. Use the version your host uses.',
  });
});
