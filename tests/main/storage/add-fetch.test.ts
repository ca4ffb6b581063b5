import { createHash } from 'node:crypto';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { expect, test } from 'vitest';
import { fetchTo, never, openNode, randomFile, testFolder } from './nodes.js';

/** What `ipfs add --cid-version=1` prints for these. */
const KNOWN = [
  { text: '', cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku' },
  { text: 'hello world', cid: 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e' },
];

test.each(KNOWN)('"$text" has the CID that IPFS gives it', async ({ text, cid }) => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'));
  await writeFile(join(folder, 'file'), text);
  expect(await node.add(join(folder, 'file'), never)).toEqual({ cid, size: text.length });
});

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const cidOf = (codec: number, block: Uint8Array): CID => CID.createV1(codec, create(0x12, sha256(block)));

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}
const field = (tag: number, bytes: Uint8Array): number[] => [tag, ...varint(bytes.length), ...bytes];

interface Tree {
  readonly cid: CID;
  /** Bytes of the file below, and bytes of all blocks below. */
  readonly size: number;
  readonly total: number;
}

/** A UnixFS node over `children`, written byte by byte from the format's description. */
function parentOf(children: readonly Tree[]): Tree {
  const size = children.reduce((sum, child) => sum + child.size, 0);
  const links = children.flatMap((child) =>
    field(0x12, Uint8Array.from([...field(0x0a, child.cid.bytes), 0x12, 0, 0x18, ...varint(child.total)])),
  );
  const unixfs = [8, 2, 0x18, ...varint(size), ...children.flatMap((child) => [0x20, ...varint(child.size)])];
  const block = Uint8Array.from([...links, ...field(0x0a, Uint8Array.from(unixfs))]);
  const total = block.length + children.reduce((sum, child) => sum + child.total, 0);
  return { cid: cidOf(0x70, block), size, total };
}

test('a file of 175 chunks lies in a balanced tree of 174 children a node, as the format says', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'));
  const size = 174 * 262_144 + 5;
  await writeFile(join(folder, 'zeros'), '');
  await truncate(join(folder, 'zeros'), size);

  const leaf = (length: number): Tree => ({ cid: cidOf(0x55, new Uint8Array(length)), size: length, total: length });
  const full = parentOf(Array.from({ length: 174 }, () => leaf(262_144)));
  const expected = parentOf([full, parentOf([leaf(5)])]);

  expect(await node.add(join(folder, 'zeros'), never)).toEqual({ cid: expected.cid.toString(), size });
});

test.each([0, 1, 262_144, 262_145, 30_000_000])('a file of %i bytes reaches another node whole', async (size) => {
  const folder = await testFolder();
  const giver = await openNode(join(folder, 'giver'));
  const taker = await openNode(join(folder, 'taker'));
  const bytes = await randomFile(join(folder, 'file'), size);
  const { cid } = await giver.add(join(folder, 'file'), never);

  const told: number[] = [];
  const path = join(folder, 'copy');
  const fetched = await fetchTo(taker, { cid, path, providers: giver.addresses }, never, (count) => told.push(count));

  expect(fetched).toEqual({ cid, size });
  expect(bytes.equals(await readFile(path))).toBe(true);
  expect(told.at(-1) ?? 0).toBe(size);
  expect((await taker.usage()).pins).toBe(1);
  expect(await readdir(folder)).toEqual(['copy', 'file', 'giver', 'taker']);
});

test('what was fetched once is served on, and read again without any peer', async () => {
  const folder = await testFolder();
  const first = await openNode(join(folder, 'first'));
  const second = await openNode(join(folder, 'second'));
  const third = await openNode(join(folder, 'third'));
  const bytes = await randomFile(join(folder, 'file'), 1_000_000);
  const { cid } = await first.add(join(folder, 'file'), never);
  await fetchTo(second, { cid, path: join(folder, 'second-copy'), providers: first.addresses });
  await first.close();

  await fetchTo(third, { cid, path: join(folder, 'third-copy'), providers: second.addresses });
  await second.close();
  await fetchTo(third, { cid, path: join(folder, 'again') });
  expect(bytes.equals(await readFile(join(folder, 'again')))).toBe(true);
});

test('a peer that is not among the providers is asked too once it is connected', async () => {
  const folder = await testFolder();
  const giver = await openNode(join(folder, 'giver'));
  const taker = await openNode(join(folder, 'taker'));
  await randomFile(join(folder, 'file'), 1000);
  const { cid } = await giver.add(join(folder, 'file'), never);
  expect(await taker.connect([...giver.addresses, '/ip4/127.0.0.1/tcp/9', 'nonsense'])).toBe(1);
  await fetchTo(taker, { cid, path: join(folder, 'copy') });
  expect((await stat(join(folder, 'copy'))).size).toBe(1000);
});

test('two fetches of one file at the same time both succeed', async () => {
  const folder = await testFolder();
  const giver = await openNode(join(folder, 'giver'));
  const taker = await openNode(join(folder, 'taker'));
  const bytes = await randomFile(join(folder, 'file'), 5_000_000);
  const { cid } = await giver.add(join(folder, 'file'), never);
  const paths = [join(folder, 'one'), join(folder, 'two')];
  await Promise.all(paths.map((path) => fetchTo(taker, { cid, path, providers: giver.addresses })));
  for (const path of paths) expect(bytes.equals(await readFile(path))).toBe(true);
});

test('peers on this network find each other without being told', async (context) => {
  const folder = await testFolder();
  const giver = await openNode(join(folder, 'giver'), { discoverLocally: true });
  const taker = await openNode(join(folder, 'taker'), { discoverLocally: true });
  const deadline = Date.now() + 15_000;
  while ((await taker.usage()).peers === 0 && Date.now() < deadline)
    await new Promise((resolve) => setImmediate(resolve));
  if ((await taker.usage()).peers === 0) context.skip('this machine passes no multicast');
  await randomFile(join(folder, 'file'), 1000);
  const { cid } = await giver.add(join(folder, 'file'), never);
  await fetchTo(taker, { cid, path: join(folder, 'copy') });
});
