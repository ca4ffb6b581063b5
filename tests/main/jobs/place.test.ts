import { execFileSync } from 'node:child_process';
import { rmdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import { placeFiles } from '../../../main/jobs/place.js';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'corehour-place-'));
  folder = join(root, 'pictures');
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function made(name: string, content: string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

describe('files put into a folder', () => {
  it('lie there under their names, the folder made where it was missing', async () => {
    const placed = await placeFiles([await made('a.jpg', 'one'), await made('b.jpg', 'two')], folder);
    expect(placed).toEqual([join(folder, 'a.jpg'), join(folder, 'b.jpg')]);
    expect(await readFile(join(folder, 'b.jpg'), 'utf8')).toBe('two');
  });

  it('never take the place of another', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'a.jpg'), 'the holiday');
    const placed = await placeFiles([await made('a.jpg', 'one')], folder);
    expect(placed).toEqual([join(folder, 'a (2).jpg')]);
    expect(await readFile(join(folder, 'a.jpg'), 'utf8')).toBe('the holiday');
  });

  it('are not put twice when it is done again', async () => {
    const files = [await made('a.jpg', 'one'), await made('b.jpg', 'two')];
    const first = await placeFiles(files, folder);
    expect(await placeFiles(files, folder)).toEqual(first);
    expect(await readdir(folder)).toEqual(['a.jpg', 'b.jpg']);
  });

  it('are all put even when two are alike', async () => {
    await mkdir(join(root, 'more'));
    const placed = await placeFiles([await made('a.jpg', 'one'), await made('more/a.jpg', 'one')], folder);
    expect(placed).toEqual([join(folder, 'a.jpg'), join(folder, 'a (2).jpg')]);
  });

  it('leave no half of one behind a torn copy', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'a.jpg.part'), 'half of');
    await placeFiles([await made('a.jpg', 'whole')], folder);
    expect(await readdir(folder)).toEqual(['a.jpg']);
  });
});

/** @returns Why not, where it cannot. */
function mountSmall(path: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'pipe' });
  } catch (thrown) {
    return `mounting a file system needs root and the right to mount: ${String(thrown).split('\n')[0] ?? ''}`;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', path]);
    rmdirSync(path);
  });
  return undefined;
}

test('a full disk is told, and leaves nothing half', async ({ skip }) => {
  const disk = await mkdtemp(join(tmpdir(), 'corehour-small-disk-'));
  const reason = mountSmall(disk);
  if (reason) return skip(reason);
  const large = await made('large.jpg', 'x'.repeat(2 * 1024 * 1024));
  await expect(placeFiles([large], disk)).rejects.toMatchObject({
    code: 'storage.disk-full',
    message: expect.stringMatching(/Make room/) as string,
  });
  expect(await readdir(disk)).toEqual([]);
});
