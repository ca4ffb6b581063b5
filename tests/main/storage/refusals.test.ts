import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBitswap } from '@helia/bitswap';
import * as dagPb from '@ipld/dag-pb';
import { generateKeyPair } from '@libp2p/crypto/keys';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { expect, onTestFinished, test } from 'vitest';
import { blockName } from '../../../main/workers/storage/block-folder.js';
import type { StorageNode } from '../../../main/workers/storage/node.js';
import { makePeer } from '../../../main/workers/storage/peers.js';
import { blockFiles, fetchTo, LOOPBACK, never, openNode, randomFile, testFolder } from './nodes.js';

/** What a peer answers for a CID; undefined when it has nothing. */
type Sender = (cid: CID) => Promise<Uint8Array | undefined>;

/** A real peer with real bitswap whose blocks are whatever `sender` says. */
async function openStranger(sender: Sender): Promise<string[]> {
  type Settings = Parameters<typeof makePeer>[0];
  const key = (await generateKeyPair('Ed25519')) as unknown as Settings['key'];
  const peer = await makePeer({ key, listen: LOOPBACK, discoverLocally: false });
  const get = async (cid: CID): Promise<Uint8Array> => {
    const bytes = await sender(cid);
    if (!bytes) throw Object.assign(new Error('absent'), { name: 'NotFoundError' });
    return bytes;
  };
  const parts = { libp2p: peer, logger: peer.logger, blockstore: { get }, routing: {} };
  const bitswap = createBitswap(parts as unknown as Parameters<typeof createBitswap>[0]);
  await bitswap.start();
  await peer.start();
  onTestFinished(async () => {
    await bitswap.stop();
    await peer.stop();
  });
  return peer.getMultiaddrs().map(String);
}

interface Stored {
  readonly folder: string;
  readonly giver: StorageNode;
  readonly taker: StorageNode;
  readonly cid: string;
  readonly bytes: Buffer;
  readonly path: string;
}

async function stored(size: number): Promise<Stored> {
  const folder = await testFolder();
  await mkdir(join(folder, 'target'));
  const giver = await openNode(join(folder, 'giver'));
  const taker = await openNode(join(folder, 'taker'));
  const bytes = await randomFile(join(folder, 'file'), size);
  const { cid } = await giver.add(join(folder, 'file'), never);
  return { folder, giver, taker, cid, bytes, path: join(folder, 'target', 'copy') };
}

async function expectNothing({ folder, taker }: Stored): Promise<void> {
  expect(await readdir(join(folder, 'target'))).toEqual([]);
  expect((await taker.usage()).pins).toBe(0);
}

/** The codec declares CIDs by another version of the same package. */
function linkTo(cid: CID): dagPb.PBLink {
  return { Name: '', Tsize: 0, Hash: cid as unknown as dagPb.PBLink['Hash'] };
}

const MANY = 1_000_000;

test('a peer that serves wrong bytes is told from one that serves none', async () => {
  const all = await stored(MANY);
  const liar = await openStranger(async () => new TextEncoder().encode('something else'));
  const error = fetchTo(all.taker, { cid: all.cid, path: all.path, providers: liar, timeoutMs: 10_000 });
  await expect(error).rejects.toMatchObject({ code: 'storage.wrong-bytes', data: { cid: all.cid } });
  await expectNothing(all);
});

test('a peer that changes one block in the middle of a file is caught', async () => {
  const all = await stored(30_000_000);
  const names = new Map(
    (await blockFiles(join(all.folder, 'giver'))).map((file) => [file.slice(file.lastIndexOf('/') + 1), file]),
  );
  let sent = 0;
  const liar = await openStranger(async (cid) => {
    const bytes = await readFile(names.get(blockName(cid)) as string);
    sent += 1;
    return sent === 40 ? Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]) : bytes;
  });
  const error = fetchTo(all.taker, { cid: all.cid, path: all.path, providers: liar, timeoutMs: 30_000 });
  await expect(error).rejects.toMatchObject({ code: 'storage.wrong-bytes' });
  await expectNothing(all);
});

test('with an honest peer beside it a liar does no harm', async () => {
  const all = await stored(MANY);
  const liar = await openStranger(async () => new Uint8Array(300));
  await fetchTo(all.taker, { cid: all.cid, path: all.path, providers: [...liar, ...all.giver.addresses] });
  expect(all.bytes.equals(await readFile(all.path))).toBe(true);
});

test('a block damaged on disk is not served, not read, and replaced by the next fetch', async () => {
  const all = await stored(MANY);
  const [victim = ''] = await blockFiles(join(all.folder, 'giver'));
  await writeFile(victim, 'damaged');
  const fromTaker = fetchTo(all.taker, { cid: all.cid, path: all.path, providers: all.giver.addresses });
  await expect(fromTaker).rejects.toMatchObject({ code: 'storage.not-found' });
  const fromItself = fetchTo(all.giver, { cid: all.cid, path: all.path });
  await expect(fromItself).rejects.toMatchObject({ code: 'storage.wrong-bytes' });
  await expectNothing(all);

  const { cid } = await all.giver.add(join(all.folder, 'file'), never);
  expect(cid).toBe(all.cid);
  await fetchTo(all.taker, { cid, path: all.path, providers: all.giver.addresses });
  const [other = ''] = await blockFiles(join(all.folder, 'taker'));
  await writeFile(other, 'damaged');
  await fetchTo(all.taker, { cid, path: all.path, providers: all.giver.addresses });
  expect(all.bytes.equals(await readFile(all.path))).toBe(true);
});

test('a file larger than allowed is refused before its bytes are asked for', async () => {
  const all = await stored(MANY);
  const error = fetchTo(all.taker, {
    cid: all.cid,
    path: all.path,
    providers: all.giver.addresses,
    maxBytes: MANY - 1,
  });
  await expect(error).rejects.toMatchObject({ code: 'storage.too-large' });
  await expectNothing(all);
  expect((await all.taker.usage()).usedBytes).toBeLessThan(1000);
});

test('nobody reachable, and nobody who has it, are told at once', async () => {
  const all = await stored(10);
  const unreachable = fetchTo(all.taker, {
    cid: all.cid,
    path: all.path,
    providers: ['/ip4/127.0.0.1/tcp/9', 'nonsense'],
  });
  await expect(unreachable).rejects.toMatchObject({
    code: 'storage.not-found',
    message: expect.stringContaining('reached'),
  });
  const cid = CID.createV1(0x55, await sha256.digest(new TextEncoder().encode('nobody has this'))).toString();
  const absent = fetchTo(all.taker, { cid, path: all.path, providers: all.giver.addresses });
  await expect(absent).rejects.toMatchObject({ code: 'storage.not-found' });
  await expectNothing(all);
});

test('a peer that never answers is given up when the time is over, and on abort', async () => {
  const all = await stored(10);
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const mute = await openStranger(() => {
    asked();
    return new Promise(() => undefined);
  });
  const late = fetchTo(all.taker, { cid: all.cid, path: all.path, providers: mute, timeoutMs: 1000 });
  await expect(late).rejects.toMatchObject({ code: 'storage.timed-out' });

  const stop = new AbortController();
  const aborted = fetchTo(all.taker, { cid: all.cid, path: all.path, providers: mute }, stop.signal);
  void isAsked.then(() => stop.abort(new Error('not wanted any more')));
  await expect(aborted).rejects.toThrow('not wanted any more');
  await expectNothing(all);
});

test('an abort in the middle leaves nothing, and the next try succeeds', async () => {
  const all = await stored(30_000_000);
  const stop = new AbortController();
  const request = { cid: all.cid, path: all.path, providers: all.giver.addresses };
  const aborted = fetchTo(all.taker, request, stop.signal, (bytes) => {
    if (bytes > 5_000_000) stop.abort();
  });
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  await expectNothing(all);
  await fetchTo(all.taker, request);
  expect(all.bytes.equals(await readFile(all.path))).toBe(true);
});

test('what is no file and what is no CID is refused in a sentence', async () => {
  const all = await stored(10);
  // An empty UnixFS directory, as IPFS knows it.
  const directory = Uint8Array.from([0x0a, 2, 8, 1]);
  const cid = CID.createV1(0x70, await sha256.digest(directory)).toString();
  const stranger = await openStranger(async () => directory);
  const isDirectory = fetchTo(all.taker, { cid, path: all.path, providers: stranger });
  await expect(isDirectory).rejects.toMatchObject({
    code: 'storage.wrong-bytes',
    message: expect.stringContaining('directory'),
  });
  for (const text of ['not a cid at all', 'bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy']) {
    await expect(fetchTo(all.taker, { cid: text, path: all.path })).rejects.toMatchObject({ code: 'input.malformed' });
  }
  const nowhere = fetchTo(all.giver, { cid: all.cid, path: join(all.folder, 'target') });
  await expect(nowhere).rejects.toMatchObject({ code: 'input.malformed' });
  await expectNothing(all);
});

test('a block larger than any of ours is not taken from a stranger', async () => {
  const all = await stored(10);
  const large = new Uint8Array(2_000_000);
  const cid = CID.createV1(0x55, await sha256.digest(large)).toString();
  const stranger = await openStranger(async () => large);
  const error = fetchTo(all.taker, { cid, path: all.path, providers: stranger });
  await expect(error).rejects.toMatchObject({ code: 'storage.wrong-bytes' });
  expect((await all.taker.usage()).usedBytes).toBe(0);
});

test('a few blocks that unfold into endless empty ones are given up', async () => {
  const all = await stored(10);
  const blocks = new Map<string, Uint8Array>();
  const keep = async (code: number, bytes: Uint8Array): Promise<CID> => {
    const cid = CID.createV1(code, await sha256.digest(bytes));
    blocks.set(cid.toString(), bytes);
    return cid;
  };
  let below = await keep(0x55, new Uint8Array());
  for (let level = 0; level < 6; level += 1) {
    const file = new UnixFS({ type: 'file', blockSizes: Array.from({ length: 100 }, () => 0n) });
    const links = Array.from({ length: 100 }, () => linkTo(below));
    below = await keep(dagPb.code, dagPb.encode({ Data: file.marshal(), Links: links }));
  }
  const stranger = await openStranger((cid) => Promise.resolve(blocks.get(cid.toString())));
  const error = fetchTo(all.taker, { cid: below.toString(), path: all.path, providers: stranger, maxBytes: 10_000 });
  await expect(error).rejects.toMatchObject({ code: 'storage.too-large' });
  await expectNothing(all);
});

test('a file that says it is shorter than it is stops at its limit', async () => {
  const all = await stored(10);
  const leaf = new Uint8Array(1000);
  const leafCid = CID.createV1(0x55, await sha256.digest(leaf));
  const file = new UnixFS({ type: 'file', blockSizes: [1n] });
  const root = dagPb.encode({ Data: file.marshal(), Links: [linkTo(leafCid)] });
  const cid = CID.createV1(dagPb.code, await sha256.digest(root));
  const stranger = await openStranger((wanted) => Promise.resolve(wanted.equals(cid) ? root : leaf));
  const request = { cid: cid.toString(), path: all.path, providers: stranger };
  await expect(fetchTo(all.taker, { ...request, maxBytes: 500 })).rejects.toMatchObject({ code: 'storage.too-large' });
  await expect(fetchTo(all.taker, request)).rejects.toMatchObject({ code: 'storage.wrong-bytes' });
  await expectNothing(all);
});

test('a peer that leaves in the middle is told at once; when it is back the fetch goes on', async () => {
  const all = await stored(30_000_000);
  let left: Promise<void> | undefined;
  const request = { cid: all.cid, path: all.path };
  const broken = fetchTo(all.taker, { ...request, providers: all.giver.addresses }, never, (bytes) => {
    if (bytes > 5_000_000) left ??= all.giver.close();
  });
  await expect(broken).rejects.toMatchObject({ code: 'storage.not-found' });
  await left;
  await expectNothing(all);
  const back = await openNode(join(all.folder, 'giver'));
  await fetchTo(all.taker, { ...request, providers: back.addresses });
  expect(all.bytes.equals(await readFile(all.path))).toBe(true);
});

test('a file that is gone, is a folder, or is stopped half way is not added', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'));
  await randomFile(join(folder, 'file'), MANY);
  await rm(join(folder, 'gone'), { force: true });
  await expect(node.add(join(folder, 'gone'), never)).rejects.toMatchObject({ code: 'input.file-changed' });
  await expect(node.add(folder, never)).rejects.toMatchObject({ code: 'input.malformed' });
  await expect(node.add(join(folder, 'file'), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect((await node.usage()).pins).toBe(0);
  await access(join(folder, 'file'));
});
