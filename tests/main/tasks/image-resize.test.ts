import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskOptions } from '../../../domain/wire/process.js';
import { kindById } from '../../../main/tasks/index.js';
import { openVips, type VipsImage } from '../../../main/tasks/engines/vips.js';
import { kindBehaves } from './kind.behavior.js';
import { look, redAndBlue, refusedPictures, sample } from './pictures.js';

const kind = kindById('image_resize');
const signal = new AbortController().signal;

kindBehaves(kind, {
  files: [
    sample('autumn-slope.jpg'),
    sample('fig-cut-out.png'),
    sample('brushes.webp'),
    sample('two-dogs-rotated.jpg'),
  ],
  options: { longestSide: 500 },
  badOptions: [
    { mode: 'exact', width: 0 },
    { mode: 'exact', width: 1_000_000_000 },
    { longestSide: 0 },
    { longestSide: 1.5 },
    { longestSide: Number.NaN },
    { mode: 'exact', width: 16_383, height: 16_383 },
    { quality: 101 },
    { fit: 'squeeze' },
    { format: 'gif' },
    { keepMetadata: 'yes' },
    { colour: 'blue' },
  ],
  makeRefused: refusedPictures,
});

describe('image_resize', () => {
  let folder: string;
  let count = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'image-resize-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const resized = async (
    path: string,
    options: TaskOptions,
  ): Promise<{ image: VipsImage; path: string; digest: string }> => {
    const scratch = join(folder, `scratch-${count++}`);
    await mkdir(scratch);
    const [chunk] = await kind.run({
      options,
      chunks: [{ index: 0, path }],
      scratch,
      signal,
      maxOutputBytes: 1e9,
      onChunk: () => undefined,
    });
    if (!chunk) throw new Error('No chunk came out.');
    return { image: (await look(chunk.path)).image, path: chunk.path, digest: chunk.digest };
  };
  const written = async (name: string, content: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const exact = (width: number, height: number, fit: string, more: TaskOptions = {}): TaskOptions => ({
    mode: 'exact',
    width,
    height,
    fit,
    ...more,
  });

  it('tells what a picture is by its content', async () => {
    expect(await kind.inspect(sample('dandelion.jpg'), signal)).toEqual({
      format: 'jpeg',
      width: 5312,
      height: 2988,
      megapixels: 15.9,
      rotated: false,
      hasAlpha: false,
      converted: false,
      bytes: (await readFile(sample('dandelion.jpg'))).length,
    });
    expect(await kind.inspect(sample('two-dogs-rotated.jpg'), signal)).toMatchObject({
      width: 1200,
      height: 1802,
      rotated: true,
    });
    const misnamed = await written('photo.jpg', await readFile(sample('fig-cut-out.png')));
    expect(await kind.inspect(misnamed, signal)).toMatchObject({ format: 'png', hasAlpha: true });
  });

  it('refuses a file above the size limit without reading it', async () => {
    const path = await written('large.jpg', await readFile(sample('sunset.jpg')));
    await truncate(path, 64 * 1024 * 1024 + 1);
    await expect(kind.inspect(path, signal)).rejects.toMatchObject({ code: 'input.too-large' });
    await expect(kind.inspect(folder, signal)).rejects.toMatchObject({ code: 'input.malformed' });
  });

  it('writes a turned photo upright, without a tag that would turn it again', async () => {
    const { image } = await resized(sample('two-dogs-rotated.jpg'), { longestSide: 901, keepMetadata: true });
    expect([image.width, image.height]).toEqual([600, 901]);
    expect(image.getTypeof('orientation') === 0 || image.getInt('orientation') === 1).toBe(true);
  });

  it.each([
    [1, 'left', 'red'],
    [2, 'left', 'blue'],
    [3, 'left', 'blue'],
    [4, 'left', 'red'],
    [5, 'top', 'red'],
    [6, 'top', 'red'],
    [7, 'top', 'blue'],
    [8, 'top', 'blue'],
  ])('honours EXIF orientation %i: the %s becomes %s', async (orientation, edge, colour) => {
    const picture = await redAndBlue(200, 100);
    picture.setInt('orientation', orientation);
    const path = await written('turned.jpg', picture.jpegsaveBuffer({ Q: 95 }));
    const { image } = await resized(path, { longestSide: 100, format: 'png' });
    expect([image.width, image.height]).toEqual(edge === 'left' ? [100, 50] : [50, 100]);
    const [red = 0, , blue = 0] = edge === 'left' ? image.getpoint(10, 25) : image.getpoint(25, 10);
    expect(red > blue ? 'red' : 'blue').toBe(colour);
  });

  it('turns and mirrors like the engine itself, pixel by pixel', async () => {
    const small = (await look(sample('autumn-slope.jpg'))).image.resize(0.05).copyMemory();
    for (let orientation = 1; orientation <= 8; orientation++) {
      small.setInt('orientation', orientation);
      const content = small.pngsaveBuffer();
      const { image } = await resized(await written('turned.png', content), {});
      const wanted = (await openVips()).Image.newFromBuffer(content).autorot();
      expect(image.subtract(wanted).abs().max(), `orientation ${orientation}`).toBe(0);
    }
  });

  it('gives the engine its memory back', async () => {
    const vips = await openVips();
    const work = () => resized(sample('two-dogs-rotated.jpg'), exact(50, 50, 'contain'));
    (await work()).image.delete();
    const before = vips.Stats.mem();
    for (let round = 0; round < 4; round++) (await work()).image.delete();
    expect(vips.Stats.mem() - before).toBeLessThan(4_000_000);
  });

  it('computes the bytes that every machine must', async () => {
    const chunks = [
      ['creek.jpg', { longestSide: 320 }],
      ['two-dogs-rotated.jpg', exact(200, 200, 'cover', { keepMetadata: true })],
      ['fig-cut-out.png', { longestSide: 200 }],
      ['brushes.webp', exact(160, 160, 'contain')],
    ] as const;
    const digests = [];
    for (const [name, options] of chunks) digests.push((await resized(sample(name), options)).digest);
    expect(digests).toEqual([
      '0xdef884f9c761ffddcabcb0e82ce109d377208c62ec604b16d17dade7e79fe93d',
      '0xe182060daf8fa21e579b9bdbd083b2667e80ed720ded534e9d99a62b0c9b2059',
      '0x32a912efd059317e94384690005afcf6d483de0e64381679d64182d7e330fcd3',
      '0x27f54ea0bbdaf307723ee72e2b33e7dba9ab2e79e0fdf2c26c4f2336e1f4a255',
    ]);
  });

  it('keeps transparency in PNG and WebP, and lays it on white for JPEG', async () => {
    for (const format of ['png', 'webp']) {
      const { image } = await resized(sample('fig-cut-out.png'), { longestSide: 300, format });
      expect(image.hasAlpha()).toBe(true);
      expect(image.getpoint(0, 0)[3]).toBe(0);
      expect(image.getpoint(150, 100)[3]).toBe(255);
    }
    const { image } = await resized(sample('fig-cut-out.png'), { longestSide: 300, format: 'jpeg' });
    expect(image.bands).toBe(3);
    expect(Math.min(...image.getpoint(0, 0))).toBeGreaterThan(250);
  });

  it('makes exactly the size ordered by each fit', async () => {
    const path = await written('halves.png', (await redAndBlue(200, 100)).pngsaveBuffer());
    for (const fit of ['contain', 'cover', 'fill']) {
      for (const [width, height] of [
        [120, 120],
        [301, 77],
        [1, 90],
        [16_383, 2],
      ] as const) {
        const { image } = await resized(path, exact(width, height, fit));
        expect([image.width, image.height], `${fit} ${width}x${height}`).toEqual([width, height]);
      }
    }
    const contained = (await resized(path, exact(120, 120, 'contain'))).image;
    expect(contained.getpoint(60, 10)[3]).toBe(0);
    expect(contained.getpoint(10, 60)).toEqual([255, 0, 0, 255]);
    const onWhite = (await resized(path, exact(120, 120, 'contain', { format: 'jpeg' }))).image;
    expect(Math.min(...onWhite.getpoint(60, 10))).toBeGreaterThan(250);
    const covered = (await resized(path, exact(120, 120, 'cover'))).image;
    expect([covered.getpoint(5, 5), covered.getpoint(114, 5)]).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ]);
  });

  it('survives a picture that is all length', async () => {
    const path = await written('line.png', (await redAndBlue(16_000, 1)).pngsaveBuffer());
    for (const options of [exact(1000, 1000, 'cover'), exact(1000, 1000, 'contain'), { longestSide: 10 }]) {
      const { image } = await resized(path, options);
      expect(image.width).toBe(options === undefined || 'mode' in options ? 1000 : 10);
    }
  });

  it('leaves a small picture its size', async () => {
    const path = await written('small.webp', (await redAndBlue(64, 32)).webpsaveBuffer());
    const { image } = await resized(path, { longestSide: 1600 });
    expect([image.width, image.height]).toEqual([64, 32]);
  });

  it('takes the first frame of a GIF and writes it as PNG', async () => {
    const vips = await openVips();
    const first = await redAndBlue(64, 64);
    const film = vips.Image.arrayjoin([first, first.invert()], { across: 1 }).copyMemory();
    film.setInt('page-height', 64);
    const path = await written('film.gif', film.gifsaveBuffer());
    expect(await kind.inspect(path, signal)).toMatchObject({ format: 'gif', width: 64, height: 64 });
    const made = await resized(path, {});
    expect(made.image.getString('vips-loader')).toBe('pngload_buffer');
    expect([made.image.width, made.image.height]).toEqual([64, 64]);
    expect(made.image.getpoint(5, 5).slice(0, 3)).toEqual([255, 0, 0]);
  });

  it('removes or keeps metadata as ordered', async () => {
    for (const format of ['jpeg', 'png', 'webp']) {
      const kept = (await resized(sample('creek.jpg'), { longestSide: 100, format, keepMetadata: true })).image;
      expect(kept.getString('exif-ifd0-Artist')).toContain('Aitzol Berasategi');
      const stripped = (await resized(sample('creek.jpg'), { longestSide: 100, format })).image;
      const fields = [...stripped.getFields()];
      expect(
        fields.filter(
          (field) =>
            /^(exif|xmp|iptc|icc)/.test(field) &&
            !/Resolution|Pixel[XY]|Version|Components|YCbCr|ColorSpace/.test(field),
        ),
      ).toEqual([]);
    }
  });

  it('turns every colour model into 8-bit sRGB', async () => {
    const base = await redAndBlue(64, 32);
    const models: [string, Uint8Array][] = [
      ['grey.jpg', base.colourspace('b-w').jpegsaveBuffer()],
      ['cmyk.jpg', base.iccTransform('cmyk', { input_profile: 'srgb' }).jpegsaveBuffer()],
      ['deep.png', base.colourspace('rgb16').pngsaveBuffer()],
      ['grey-alpha.png', base.colourspace('b-w').bandjoin(128).pngsaveBuffer()],
    ];
    for (const [name, content] of models) {
      const { image } = await resized(await written(name, content), { longestSide: 32, format: 'jpeg' });
      expect([image.interpretation, image.bands, image.format], name).toEqual(['srgb', 3, 'uchar']);
    }
  });

  it('asks more for more pixels', () => {
    const figures = { format: 'jpeg', width: 4000, height: 3000 };
    const small = kind.spec.estimateSeconds(figures, { longestSide: 400 });
    expect(kind.spec.estimateSeconds(figures, { longestSide: 4000 })).toBeGreaterThan(small);
    expect(kind.spec.estimateSeconds({ ...figures, width: 8000 }, { longestSide: 400 })).toBeGreaterThan(small);
  });

  it('names what it saves by size and by the format of the bytes, and refuses other bytes', async () => {
    const { path } = await resized(sample('creek.jpg'), { longestSide: 100, format: 'webp' });
    const chunks = [{ index: 0, path }];
    const request = { options: { longestSide: 100, format: 'webp' }, chunks, names: ['My creek.JPG'], folder, signal };
    expect(await kind.join(request)).toMatchObject([{ path: join(folder, 'My creek-100px.webp') }]);
    const sized = { ...request, options: exact(80, 60, 'fill', { format: 'webp' }) };
    expect(await kind.join(sized)).toMatchObject([{ path: join(folder, 'My creek-80x60.webp') }]);
    const other = { ...request, options: { format: 'png' } };
    await expect(kind.join(other)).rejects.toMatchObject({ code: 'task.result-mismatch' });
    const script = { ...request, chunks: [{ index: 0, path: await written('x', Buffer.from('#!/bin/sh')) }] };
    await expect(kind.join(script)).rejects.toMatchObject({ code: 'task.result-mismatch' });
  });
});
