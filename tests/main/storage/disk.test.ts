import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BlockFolder } from '../../../main/workers/storage/block-folder.js';
import { blockFiles, fetchTo, never, openNode, randomFile, settingsFor, testFolder } from './nodes.js';
import { StorageNode } from '../../../main/workers/storage/node.js';

test('a folder opened again has the same peer, pins and blocks', async () => {
  const folder = await testFolder();
  await randomFile(join(folder, 'file'), 1_000_000);
  const first = await openNode(join(folder, 'node'));
  const { cid } = await first.add(join(folder, 'file'), never);
  const { peerId } = first;
  const usage = await first.usage();
  await first.close();

  const second = await openNode(join(folder, 'node'));
  expect(second.peerId).toBe(peerId);
  expect(await second.usage()).toEqual(usage);
  await fetchTo(second, { cid, path: join(folder, 'copy') });
});

test('one folder is opened once', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'));
  const again = StorageNode.open(settingsFor(join(folder, 'node')));
  await expect(again).rejects.toMatchObject({ code: 'process.folder-in-use' });
  await node.close();
  await openNode(join(folder, 'node'));
});

test('at the cap, what nobody needs goes first; then adding is refused and the rest stays whole', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'), { capBytes: 2_500_000 });
  const add = async (name: string, size: number): Promise<string> => {
    await randomFile(join(folder, name), size);
    return (await node.add(join(folder, name), never)).cid;
  };
  const first = await add('first', 1_000_000);
  const second = await add('second', 1_000_000);
  await expect(add('third', 1_000_000)).rejects.toMatchObject({
    code: 'storage.disk-full',
    data: { capBytes: 2_500_000 },
  });

  await node.unpin(first);
  const third = await add('third', 1_000_000);
  expect((await node.usage()).usedBytes).toBeLessThanOrEqual(2_500_000);
  for (const cid of [second, third]) await fetchTo(node, { cid, path: join(folder, 'copy') });
  await expect(fetchTo(node, { cid: first, path: join(folder, 'copy') })).rejects.toMatchObject({
    code: 'storage.not-found',
  });
  expect((await blockFiles(join(folder, 'node'))).length).toBe(10);
});

test('blocks that two files share stay for the one that is still pinned', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'), { capBytes: 1_600_000 });
  const bytes = await randomFile(join(folder, 'short'), 2 * 262_144);
  await writeFile(join(folder, 'long'), Buffer.concat([bytes, Buffer.alloc(100_000, 1)]));
  const short = await node.add(join(folder, 'short'), never);
  const long = await node.add(join(folder, 'long'), never);
  await node.unpin(long.cid);
  await randomFile(join(folder, 'other'), 1_000_000);
  await node.add(join(folder, 'other'), never);
  await fetchTo(node, { cid: short.cid, path: join(folder, 'copy') });
  await expect(fetchTo(node, { cid: long.cid, path: join(folder, 'copy') })).rejects.toMatchObject({
    code: 'storage.not-found',
  });
});

test('two files added at once at the cap: none loses blocks to the other', async () => {
  const folder = await testFolder();
  const node = await openNode(join(folder, 'node'), { capBytes: 6_500_000 });
  await randomFile(join(folder, 'old'), 3_000_000);
  const old = await node.add(join(folder, 'old'), never);
  await node.unpin(old.cid);
  const names = ['one', 'two'];
  for (const name of names) await randomFile(join(folder, name), 3_000_000);
  const added = await Promise.all(names.map((name) => node.add(join(folder, name), never)));
  for (const { cid } of added) await fetchTo(node, { cid, path: join(folder, 'copy') });
});

test('what a killed write left behind goes at the next opening', async () => {
  const folder = await testFolder();
  const shard = join(folder, 'blocks', 'AB');
  await mkdir(shard, { recursive: true });
  await writeFile(join(shard, '.CIQAB.data.tmp'), 'half a block');
  const blocks = new BlockFolder(join(folder, 'blocks'));
  await blocks.open();
  expect(await readdir(shard)).toEqual([]);
  expect(blocks.usedBytes).toBe(0);
});

/** A file system of 64 MB, or the reason why there is none. */
function mountSmall(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (thrown) {
    return `mounting a file system needs root and the right to mount: ${String(thrown).split('\n')[0]}`;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return undefined;
}

test('a disk that is really full is told, and works again once there is room', async (context) => {
  const folder = await testFolder();
  const small = join(folder, 'small');
  await mkdir(small);
  const reason = mountSmall(small);
  if (reason) context.skip(reason);
  const node = await openNode(join(small, 'node'));
  const giver = await openNode(join(folder, 'giver'));
  await randomFile(join(folder, 'large'), 80_000_000);
  await expect(node.add(join(folder, 'large'), never)).rejects.toMatchObject({ code: 'storage.disk-full' });

  await randomFile(join(folder, 'medium'), 40_000_000);
  const medium = await giver.add(join(folder, 'medium'), never);
  const target = { cid: medium.cid, path: join(small, 'copy'), providers: giver.addresses };
  await expect(fetchTo(node, target)).rejects.toMatchObject({ code: 'storage.disk-full' });
  expect(await readdir(small)).toEqual(['node']);
  expect((await node.usage()).pins).toBe(0);

  await randomFile(join(folder, 'fits'), 20_000_000);
  const fits = await node.add(join(folder, 'fits'), never);
  await node.close();
  const again = await openNode(join(small, 'node'));
  await fetchTo(again, { cid: fits.cid, path: join(small, 'copy') });
});
