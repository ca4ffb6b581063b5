import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ApiPromise } from '@polkadot/api';
import { AppError } from '../../../domain/errors.js';
import { EVENTS_KEY } from '../../../main/workers/chain/history.js';
import { openNetwork } from '../../../main/workers/chain/open.js';
import { alice, bob, connect, make, makeFolder, optionsFor, RUNTIME_PATH, read } from './networks.js';
import { ChainChild, Refused } from './child.js';

const KILLS = 5;

interface Height {
  readonly number: number;
  readonly hash: string;
}

/** Sends transfers one after another until the network is gone. @returns the newest block that was announced. */
async function workUntilKilled(api: ApiPromise, child: ChainChild, kill: number): Promise<Height> {
  let announced: Height = { number: 0, hash: '' };
  let blocksToGo = 2 + (kill % 2);
  const gone = new Promise<void>((resolve) => {
    void api.rpc.chain.subscribeFinalizedHeads((header) => {
      announced = { number: header.number.toNumber(), hash: header.hash.toHex() };
      blocksToGo -= 1;
      if (blocksToGo > 0) return;
      // Some way into the next block, another one at each kill.
      setTimeout(() => void child.kill().then(resolve), kill * 90);
    });
  });
  let nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
  const sending = setInterval(() => {
    make(api, 'balances', 'transferKeepAlive', bob.address, 1n)
      .signAndSend(alice, { nonce })
      .catch(() => undefined);
    nonce += 1;
  }, 100);
  await gone;
  clearInterval(sending);
  return announced;
}

/** Every block follows its parent, and the state counts exactly the transactions that the blocks hold. */
async function expectWhole(api: ApiPromise): Promise<Height> {
  const head = await api.rpc.chain.getHeader();
  let transactions = 0;
  let child = head.hash.toHex();
  for (let number = head.number.toNumber(); number > 0; number -= 1) {
    expect((await api.rpc.chain.getBlockHash(number)).toHex()).toBe(child);
    const { block } = await api.rpc.chain.getBlock(child);
    expect(await api.rpc.state.getStorage(EVENTS_KEY, child)).toBeTruthy();
    transactions += block.extrinsics.filter((extrinsic) => extrinsic.signer.toString() === alice.address).length;
    child = block.header.parentHash.toHex();
  }
  expect(child).toBe(api.genesisHash.toHex());
  const state = await api.at(head.hash);
  expect((await read(state, 'system', 'account', alice.address)).toJSON()).toMatchObject({ nonce: transactions });
  return { number: head.number.toNumber(), hash: head.hash.toHex() };
}

test(`killed ${KILLS} times while it seals, it reopens with every announced block whole`, async () => {
  const folder = await makeFolder();
  let announced: Height | undefined;
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const child = new ChainChild();
    const began = performance.now();
    const opened = await child.open({ ...optionsFor(folder), endowed: [alice.address, bob.address] });
    process.stdout.write(
      `opening ${kill}: ${Math.round(performance.now() - began)} ms at block ${opened.head}, process start included\n`,
    );
    const api = await connect(opened.endpoint);
    expect(opened.head).toBeGreaterThanOrEqual(announced?.number ?? 0);
    if (announced) expect((await api.rpc.chain.getBlockHash(announced.number)).toHex()).toBe(announced.hash);
    await expectWhole(api);
    if (kill === KILLS) {
      await api.disconnect();
      expect(await child.stop()).toBe(0);
      break;
    }
    announced = await workUntilKilled(api, child, kill);
    await api.disconnect();
  }
  expect(announced?.number).toBeGreaterThan(KILLS);
});

/** The runtime, saying of itself that it is another version. */
async function runtimeOfVersion(version: number): Promise<Buffer> {
  const code = await readFile(RUNTIME_PATH);
  // Both names, the authoring version, and then the version.
  const before = Buffer.from('\x20corehour\x20corehour\x01\0\0\0', 'latin1');
  let found = code.indexOf(before);
  expect(found).toBeGreaterThan(0);
  for (; found >= 0; found = code.indexOf(before, found + 1)) code.writeUInt32LE(version, found + before.length);
  return code;
}

test('a folder has one host, keeps its name, and its runtime', async () => {
  const folder = await makeFolder();
  const child = new ChainChild();
  await child.open({ ...optionsFor(folder), endowed: [alice.address] });
  await expect(openNetwork(optionsFor(folder))).rejects.toMatchObject({ code: 'process.folder-in-use' });
  const second = new ChainChild();
  const refusal = await second
    .open({ ...optionsFor(folder), endowed: [alice.address] })
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect((refusal as Refused).report.code).toBe('process.folder-in-use');
  await child.stop();

  const renamed = openNetwork({ ...optionsFor(folder), chainName: 'Other' });
  await expect(renamed).rejects.toBeInstanceOf(AppError);
  await expect(renamed).rejects.toMatchObject({ code: 'chain.wrong-network' });

  const newer = join(folder, 'newer.wasm');
  await writeFile(newer, await runtimeOfVersion(2));
  await expect(openNetwork({ ...optionsFor(folder), runtimePath: newer })).rejects.toMatchObject({
    code: 'chain.wrong-network',
    data: { found: 'corehour 1', wanted: 'corehour 2' },
  });
  await writeFile(newer, 'no runtime at all');
  await expect(openNetwork({ ...optionsFor(folder), runtimePath: newer })).rejects.toMatchObject({
    code: 'input.malformed',
  });
});
