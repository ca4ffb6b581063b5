/** Photos that nobody has yet: the samples, each time with other bytes. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../scripts/local/program.js';

const SAMPLES = join(ROOT, 'assets', 'samples');

/** The same JPEG with a comment right after its first marker. */
export function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(text);
  const marker = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, comment, jpeg.subarray(2)]);
}

/** Writes so many different photos into `folder`. @returns Their paths. @param mark Makes them differ from other runs'. */
export async function writePhotos(folder: string, count: number, mark: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.jpg')).sort();
  const originals = await Promise.all(names.map((name) => readFile(join(SAMPLES, name))));
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const original = originals[index % originals.length];
    if (!original) throw new Error('There are no sample photos.');
    const path = join(folder, `photo-${index + 1}.jpg`);
    await writeFile(path, withComment(original, `${mark}, ${index}`));
    paths.push(path);
  }
  return paths;
}
