import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samplePaths } from '../../../main/jobs/samples.js';
import { saveTo } from '../../../main/jobs/save-to.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'corehour-save-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('saving results to another folder', () => {
  it('copies them, overwrites nothing, and does it once', async () => {
    const results = join(home, 'results');
    const target = join(home, 'new', 'folder');
    await mkdir(results);
    await mkdir(target, { recursive: true });
    const files = ['a.jpg', 'b.jpg'].map((name) => join(results, name));
    for (const file of files) await writeFile(file, basename(file));
    await writeFile(join(target, 'a.jpg'), 'somebody’s own');
    const saved = [join(target, 'a (2).jpg'), join(target, 'b.jpg')];
    expect(await saveTo(files, target)).toEqual(saved);
    expect(await saveTo(files, target)).toEqual(saved);
    expect((await readdir(target)).sort()).toEqual(['a (2).jpg', 'a.jpg', 'b.jpg']);
    expect(await readFile(join(target, 'a.jpg'), 'utf8')).toBe('somebody’s own');
    expect(await saveTo(files, results)).toEqual(files);
  });

  it('says what is missing before anything is copied', async () => {
    const there = join(home, 'a.jpg');
    await writeFile(there, 'a');
    const target = join(home, 'target');
    await expect(saveTo([there, join(home, 'b.jpg')], target)).rejects.toMatchObject({
      code: 'input.file-changed',
      message: expect.stringMatching(/^b\.jpg is no longer/),
    });
    await expect(saveTo([], target)).rejects.toMatchObject({ code: 'input.no-files' });
    await expect(readdir(target)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says what to do about a folder that cannot be written', async () => {
    const there = join(home, 'a.jpg');
    await writeFile(there, 'a');
    await expect(saveTo([there], there)).rejects.toMatchObject({
      code: 'storage.not-writable',
      message: expect.stringMatching(/then save again\.$/),
    });
  });
});

describe('the sample job', () => {
  it('is made of the photos that came with the app', async () => {
    expect((await samplePaths('assets')).map((path) => basename(path))).toEqual([
      'autumn-slope.jpg',
      'brushes.webp',
      'creek.jpg',
      'dandelion.jpg',
      'fig-cut-out.png',
      'mountain-path.jpg',
      'sunset.jpg',
      'two-dogs-rotated.jpg',
    ]);
    expect(await samplePaths(home)).toEqual([]);
  });
});
