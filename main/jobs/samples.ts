/** The files of the sample job that came with the app. */
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { KINDS } from '../tasks/index.js';

/** Absolute paths, by name; none where the samples were left out of the installation. */
export async function samplePaths(assets: string): Promise<string[]> {
  const folder = join(assets, 'samples');
  const extensions = new Set(KINDS.flatMap(({ spec }) => spec.extensions));
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => extensions.has(extname(name).slice(1).toLowerCase()))
    .sort()
    .map((name) => join(folder, name));
}
