import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { bytes, ms } from '../../../domain/units.js';
import { PREVIEW_URL } from '../../../domain/wire/ipc/jobs.js';
import { type PreviewCaps, Previews } from '../../../main/jobs/preview.js';
import type { TaskLanes } from '../../../main/process/task-lanes.js';

let home: string;
let photo: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'corehour-preview-'));
  photo = join(home, 'beach.jpg');
  await writeFile(photo, 'photo');
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Previews whose task process writes ten bytes, and says what it was asked. */
function previewsOf(caps?: PreviewCaps) {
  const asked: { lane: string; options?: object; kind: string }[] = [];
  let time = 1_000_000;
  const call = async (lane: string, _: string, input: { to: string; kind: string; path: string; options?: object }) => {
    if (input.path.endsWith('.txt')) throw new AppError('input.not-an-image', 'No picture.');
    const { kind, options } = input;
    asked.push({ lane, kind, ...(options && { options }) });
    await writeFile(input.to, '0123456789');
    return { width: 4000, height: 3000, size: 5 };
  };
  const clock = { now: () => ms((time += 1000)) };
  const folder = join(home, 'previews');
  const lanes = { call } as unknown as TaskLanes;
  return { previews: new Previews(folder, lanes, clock, caps), asked, folder };
}
const request = (path: string, longestSide = 256) => ({ path, longestSide });

describe('a preview', () => {
  it('lies in the folder under the name its URL ends in, and says what it stands for', async () => {
    const { previews, asked, folder } = previewsOf();
    const { url, ...figures } = await previews.of(request(photo));
    expect(figures).toEqual({ width: 4000, height: 3000, size: 5 });
    expect(url).toMatch(/^app:\/\/corehour\/preview\/[0-9a-f]{64}\.webp$/);
    expect(await readdir(folder)).toContain(url.slice(PREVIEW_URL.length));
    expect(asked).toEqual([{ lane: 'look', kind: 'image_resize' }]);
  });

  it('is made once, however often and at once it is asked for, and found again after a restart', async () => {
    const { previews, asked } = previewsOf();
    const [one, other] = await Promise.all([previews.of(request(photo)), previews.of(request(photo))]);
    expect(other).toEqual(one);
    expect(await previews.of(request(photo))).toEqual(one);
    expect(asked).toHaveLength(1);
    const later = previewsOf();
    expect(await later.previews.of(request(photo))).toEqual(one);
    expect(later.asked).toEqual([]);
  });

  it('is another for another size, other options, or a file that changed', async () => {
    const { previews, asked } = previewsOf();
    const made = { kind: 'image_resize', options: { longestSide: 800 } };
    const urls = [
      await previews.of(request(photo)),
      await previews.of(request(photo, 512)),
      await previews.of({ ...request(photo), made }),
      await previews.of({ ...request(photo), made: { ...made, options: { longestSide: 900 } } }),
    ];
    await utimes(photo, 1, 1);
    urls.push(await previews.of(request(photo)));
    expect(new Set(urls.map(({ url }) => url)).size).toBe(5);
    expect(asked).toHaveLength(5);
    expect(asked[2]?.options).toMatchObject({ longestSide: 800, format: 'same' });
  });

  it('of a file that is gone, or no picture, or with options that make no sense is refused with the reason', async () => {
    const { previews, folder } = previewsOf();
    await expect(previews.of(request(join(home, 'gone.jpg')))).rejects.toMatchObject({ code: 'input.file-changed' });
    await writeFile(join(home, 'letter.txt'), 'x');
    const letter = request(join(home, 'letter.txt'));
    await expect(previews.of(letter)).rejects.toMatchObject({ code: 'input.not-an-image' });
    await expect(previews.of(letter)).rejects.toMatchObject({ code: 'input.not-an-image' });
    const made = { kind: 'image_resize', options: { longestSide: 0 } };
    await expect(previews.of({ ...request(photo), made })).rejects.toMatchObject({ code: 'input.bad-option' });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the folder of previews', () => {
  const photos = async (count: number) => {
    const paths = Array.from({ length: count }, (_, number) => join(home, `${number}.jpg`));
    for (const path of paths) await writeFile(path, basename(path));
    return paths;
  };

  it.each<[string, PreviewCaps]>([
    ['pictures', { pictures: 2, bytes: bytes(1000) }],
    ['bytes', { pictures: 100, bytes: bytes(25) }],
  ])('holds only so many %s: those not asked for the longest go', async (_, caps) => {
    const { previews, asked, folder } = previewsOf(caps);
    const [one = '', two = '', three = ''] = await photos(3);
    const first = await previews.of(request(one));
    await previews.of(request(two));
    await previews.of(request(one));
    await previews.of(request(three));
    expect(asked).toHaveLength(3);
    expect(await readdir(folder)).toHaveLength(4);
    expect(await previews.of(request(one))).toEqual(first);
    expect(asked).toHaveLength(3);
    await previews.of(request(two));
    expect(asked).toHaveLength(4);
  });

  it('remembers after a restart which was asked for last', async () => {
    const caps = { pictures: 2, bytes: bytes(1000) };
    const [one = '', two = '', three = ''] = await photos(3);
    const { previews } = previewsOf(caps);
    for (const path of [one, two, one]) await previews.of(request(path));
    await utimes(join(home, 'previews', (await previews.of(request(two))).url.slice(PREVIEW_URL.length)), 1, 1);
    const later = previewsOf(caps);
    await later.previews.of(request(three));
    await later.previews.of(request(one));
    expect(later.asked).toHaveLength(1);
  });
});
