import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Log } from '../../../main/adapters.js';
import { systemClock } from '../../../main/headless-adapters.js';
import { forkSpawner } from '../../../main/process/fork-spawner.js';
import { ProcessHost } from '../../../main/process/host.js';
import { type StorageClient, type StoragePeer, startStorage } from '../../../main/storage/client.js';
import { blockFiles, randomFile, settingsFor, testFolder } from './nodes.js';

const quiet: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, in: () => quiet };
function nothing(): void {
  // Tests read what happens, not the log.
}

interface Hosted {
  readonly storage: StorageClient;
  readonly openings: StoragePeer[];
  /** Ends the process as nothing it could notice. */
  readonly kill: () => void;
}

function hostStorage(folder: string): Hosted {
  const pids = new Set<number>();
  const records = { note: (pid: number) => void pids.add(pid), forget: (pid: number) => void pids.delete(pid) };
  const builtFolder = resolve(import.meta.dirname, '../../../out/main');
  const host = new ProcessHost({ spawner: forkSpawner, clock: systemClock, log: quiet, records, builtFolder });
  onTestFinished(() => host.dispose());
  const openings: StoragePeer[] = [];
  const storage = startStorage(host, settingsFor(folder), (peer) => openings.push(peer));
  return { storage, openings, kill: () => pids.forEach((pid) => process.kill(pid, 'SIGKILL')) };
}

test('a file goes through two real processes', async () => {
  const folder = await testFolder();
  const giver = hostStorage(join(folder, 'giver'));
  const taker = hostStorage(join(folder, 'taker'));
  const bytes = await randomFile(join(folder, 'file'), 5_000_000);
  const { cid } = await giver.storage.add(join(folder, 'file'));
  const { addresses } = await giver.storage.peer();
  const told: number[] = [];
  const request = { cid, path: join(folder, 'copy'), maxBytes: 5_000_000, timeoutMs: 30_000, providers: addresses };
  await taker.storage.fetch(request, { onProgress: (value) => told.push(value.bytes) });
  expect(bytes.equals(await readFile(join(folder, 'copy')))).toBe(true);
  expect(told.at(-1)).toBe(5_000_000);
  expect(await taker.storage.connect(addresses)).toBe(1);
  expect(await taker.storage.usage()).toMatchObject({ pins: 1, peers: 1 });
  await taker.storage.unpin(cid);
  expect(await taker.storage.usage()).toMatchObject({ pins: 0 });
  await expect(taker.storage.fetch({ ...request, maxBytes: 10 })).rejects.toMatchObject({ code: 'storage.too-large' });
});

test('a call can be cancelled and the process goes on', async () => {
  const folder = await testFolder();
  const { storage } = hostStorage(join(folder, 'node'));
  await randomFile(join(folder, 'file'), 30_000_000);
  await storage.peer();
  const stop = new AbortController();
  const added = storage.add(join(folder, 'file'), { signal: stop.signal });
  stop.abort();
  await expect(added).rejects.toMatchObject({ code: 'task.cancelled' });
  expect((await storage.usage()).pins).toBe(0);
});

test('two processes cannot open one folder', async () => {
  const folder = await testFolder();
  const first = hostStorage(join(folder, 'node'));
  await first.storage.peer();
  const second = hostStorage(join(folder, 'node'));
  await expect(second.storage.peer()).rejects.toMatchObject({ code: 'process.folder-in-use' });
});

/** How many blocks of the file lie on disk when the process is killed. */
test.each([0, 1, 30])(
  'killed while adding, after %i blocks, the folder opens and the same CID comes',
  async (count) => {
    const folder = await testFolder();
    const { storage, openings, kill } = hostStorage(join(folder, 'node'));
    await randomFile(join(folder, 'file'), 30_000_000);
    await randomFile(join(folder, 'before'), 1_000_000);
    const before = await storage.add(join(folder, 'before'));
    const earlier = (await blockFiles(join(folder, 'node'))).length;

    const added = storage.add(join(folder, 'file'));
    const crashed = expect(added).rejects.toMatchObject({ code: 'process.crashed' });
    while ((await blockFiles(join(folder, 'node'))).length < earlier + count) await new Promise(setImmediate);
    kill();
    await crashed;

    const again = await storage.add(join(folder, 'file'));
    const other = hostStorage(join(folder, 'other'));
    expect(await other.storage.add(join(folder, 'file'))).toEqual(again);
    expect(openings.map(({ peerId }) => peerId)).toEqual([openings[0]?.peerId, openings[0]?.peerId]);
    for (const { cid } of [before, again]) {
      await storage.fetch({ cid, path: join(folder, 'copy'), maxBytes: 1e9, timeoutMs: 30_000, providers: [] });
    }
    expect(await storage.usage()).toMatchObject({ pins: 2 });
    const leftovers = (await readdir(join(folder, 'node', 'blocks'), { recursive: true })).filter((name) =>
      name.endsWith('.tmp'),
    );
    expect(leftovers).toEqual([]);
  },
);
