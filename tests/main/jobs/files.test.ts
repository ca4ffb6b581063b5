import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertUnchanged, listFiles } from '../../../main/jobs/files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content = 'x'): Promise<string> {
  const whole = join(folder, path);
  await mkdir(join(whole, '..'), { recursive: true });
  await writeFile(whole, content);
  return whole;
}
const names = async (...paths: string[]): Promise<string[]> =>
  (await listFiles(paths)).map(({ path }) => relative(folder, path));

describe('the files of what was chosen', () => {
  it('are all a folder holds, in the order of their names, hidden ones left out', async () => {
    for (const path of ['b/2.jpg', 'b/1.jpg', 'a.jpg', 'c.jpg', '.hidden.jpg', '.git/config', 'b/.DS_Store'])
      await put(path);
    expect(await names(folder)).toEqual(['a.jpg', 'b/1.jpg', 'b/2.jpg', 'c.jpg']);
  });

  it('are in the order they were chosen, with size and time', async () => {
    const [one, two] = [await put('one', 'four'), await put('two')];
    await utimes(one, 1000, 2000);
    expect(await listFiles([two, one])).toMatchObject([
      { path: two, size: 1 },
      { path: one, size: 4, changedAt: 2_000_000 },
    ]);
  });

  it('count once, however often they are reached', async () => {
    const one = await put('a/one');
    await symlink(folder, join(folder, 'a', 'up'));
    await symlink(join(folder, 'a'), join(folder, 'a', 'again'));
    expect(await names(folder, one, join(folder, 'a'))).toEqual(['a/one']);
  });

  it('are none in an empty folder', async () => {
    await put('empty/.hidden');
    await expect(listFiles([join(folder, 'empty')])).rejects.toMatchObject({ code: 'input.no-files' });
    await expect(listFiles([])).rejects.toMatchObject({ code: 'input.no-files' });
  });

  it('must be there', async () => {
    const path = join(folder, 'gone.jpg');
    const message = expect.stringContaining('gone.jpg is gone') as string;
    await expect(listFiles([path])).rejects.toMatchObject({ code: 'input.file-changed', data: { path }, message });
  });

  it('are at most 2000', async () => {
    for (let number = 0; number < 2000; number += 1) await writeFile(join(folder, String(number)), '');
    expect(await listFiles([folder])).toHaveLength(2000);
    await put('more');
    await expect(listFiles([folder])).rejects.toMatchObject({ code: 'input.too-large' });
  });
});

describe('between choosing and posting, a file', () => {
  it('that is as it was is fine', async () => {
    await put('one');
    await expect(assertUnchanged(await listFiles([folder]))).resolves.toBeUndefined();
  });

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['that grew', (path) => writeFile(path, 'longer')],
    ['of the same size but another time', (path) => utimes(path, 1, 1)],
    ['that is gone', (path) => rm(path)],
  ])('%s is told by its name', async (_, change) => {
    const path = await put('photo.jpg');
    const files = await listFiles([path]);
    await change(path);
    const message = expect.stringContaining('photo.jpg') as string;
    await expect(assertUnchanged(files)).rejects.toMatchObject({ code: 'input.file-changed', data: { path }, message });
  });
});
