import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskOptions } from '../../../domain/wire/process.js';
import { formatOf } from '../../../main/tasks/image_resize/picture.js';
import { preview } from '../../../main/tasks/image_resize/preview.js';
import { run } from '../../../main/tasks/image_resize/run.js';
import { look, refusedPictures, sample } from './pictures.js';
import { TaskChild } from './task-child.js';

const never = new AbortController().signal;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
});
afterEach(() => rm(folder, { recursive: true }));

const show = async (path: string, longestSide: number, options?: TaskOptions) => {
  const to = join(folder, 'preview.webp');
  const found = await preview({ path, longestSide, to, signal: never, ...(options && { options }) });
  expect(formatOf(await readFile(to))).toBe('webp');
  const { image } = await look(to);
  return { found, seen: [image.width, image.height] };
};

describe('a preview of a picture', () => {
  it('is small and upright, and says what the file is', async () => {
    const path = sample('two-dogs-rotated.jpg');
    const { found, seen } = await show(path, 300);
    expect(found).toEqual({ width: 1200, height: 1802, size: (await stat(path)).size });
    expect(seen).toEqual([200, 300]);
  });

  it('is no larger than what it shows', async () => {
    expect((await show(sample('fig-cut-out.png'), 2000)).seen).toEqual([640, 433]);
  });

  it('keeps what is transparent', async () => {
    await show(sample('fig-cut-out.png'), 200);
    expect((await look(join(folder, 'preview.webp'))).image.hasAlpha()).toBe(true);
  });

  it('of what it would become says to the byte what computing it gives', async () => {
    const options = { mode: 'exact', width: 300, height: 100, fit: 'cover', format: 'jpeg', quality: 40 };
    const path = sample('sunset.jpg');
    const { found, seen } = await show(path, 150, options);
    const chunks = [{ index: 0, path }];
    const [computed] = await run({
      options,
      chunks,
      scratch: folder,
      maxOutputBytes: 2 ** 30,
      signal: never,
      onChunk: () => undefined,
    });
    expect(found).toEqual({ width: 300, height: 100, size: computed?.size });
    expect(seen).toEqual([150, 50]);
  });

  it('of a file that is none, or cut short, or too large is refused like everywhere else', async () => {
    for (const { path, code } of await refusedPictures(folder)) {
      const to = join(folder, 'refused.webp');
      await expect(preview({ path, longestSide: 100, to, signal: never }), path).rejects.toMatchObject({ code });
    }
    expect(await readdir(folder)).not.toContain('refused.webp');
  });

  it('is made by the task process', async () => {
    const child = await TaskChild.start();
    try {
      const to = join(folder, 'made.webp');
      const input = { kind: 'image_resize', path: sample('creek.jpg'), longestSide: 64, to };
      expect(await child.call('preview', input)).toMatchObject({ width: 1600, height: 1065 });
      await expect(child.call('preview', { ...input, options: { quality: 0 } })).rejects.toMatchObject({
        code: 'input.bad-option',
      });
    } finally {
      await child.stop();
    }
  });
});
