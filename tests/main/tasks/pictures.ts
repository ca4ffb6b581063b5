/** Pictures made for a test: good ones by the engine, bad ones by hand. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import type { ErrorCode } from '../../../domain/errors.js';
import { openVips, type VipsEngine, type VipsImage } from '../../../main/tasks/engines/vips.js';

/** The path of a sample photograph. */
export const sample = (name: string): string =>
  fileURLToPath(new URL(`../../../assets/samples/${name}`, import.meta.url));

/** A PNG of one bit a pixel, all black: tiny however large it claims to be. */
export function blackPng(
  width: number,
  height: number,
  data = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8)))),
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A picture whose left half is red and whose right half is blue. */
export async function redAndBlue(width: number, height: number): Promise<VipsImage> {
  const vips = await openVips();
  const plain = (left: number, size: number, colour: number[]): VipsImage =>
    vips.Image.black(size, height, { bands: 3 })
      .add(colour)
      .cast('uchar')
      .copy({ interpretation: 'srgb', xoffset: left });
  return plain(0, width / 2, [255, 0, 0])
    .join(plain(0, width - width / 2, [0, 0, 255]), 'horizontal')
    .copyMemory();
}

/** The pixels of a file, decoded without any of the code under test. */
export async function look(path: string): Promise<{ image: VipsImage; vips: VipsEngine }> {
  const vips = await openVips();
  return { image: vips.Image.newFromBuffer(await readFile(path)).copyMemory(), vips };
}

/** One file for each refusal of a picture. */
export async function refusedPictures(folder: string): Promise<{ path: string; code: ErrorCode }[]> {
  const photo = await readFile(sample('sunset.jpg'));
  const webp = await readFile(sample('brushes.webp'));
  const cutOut = await readFile(sample('fig-cut-out.png'));
  const gif = Buffer.from((await redAndBlue(64, 64)).gifsaveBuffer());
  const files: [string, ErrorCode, Uint8Array][] = [
    ['letter.jpg', 'input.not-an-image', Buffer.from('Dear Sir or Madam,\n'.repeat(40))],
    ['empty.png', 'input.not-an-image', Buffer.alloc(0)],
    [
      'drawing.png',
      'input.not-an-image',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['half.jpg', 'input.truncated', photo.subarray(0, photo.length / 2)],
    ['nearly.jpg', 'input.truncated', photo.subarray(0, photo.length - 2)],
    ['start.jpg', 'input.truncated', photo.subarray(0, 20)],
    ['half.webp', 'input.truncated', webp.subarray(0, webp.length / 2)],
    ['half.png', 'input.truncated', cutOut.subarray(0, cutOut.length / 2)],
    ['half.gif', 'input.truncated', gif.subarray(0, gif.length / 2)],
    ['bomb.png', 'input.too-large', blackPng(10_000, 10_000)],
    // Its data are no data: whoever decodes before looking at the size finds it damaged instead.
    ['bomb-undecodable.png', 'input.too-large', blackPng(10_000, 10_000, Buffer.from('nonsense'))],
  ];
  return Promise.all(
    files.map(async ([name, code, content]) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return { path, code };
    }),
  );
}
