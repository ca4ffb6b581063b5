/** Compares what the network delivered with what the bare engine makes of the same photos on this computer. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TaskOptions } from '../../domain/wire/process.js';
import { kindById } from '../../main/tasks/index.js';

const OUTPUT_LIMIT = 1024 ** 3;

/** @throws Error naming the first file that differs. @returns How many were compared. */
export async function compareWithBareEngine(
  kindId: string,
  options: TaskOptions,
  photos: readonly string[],
  delivered: readonly string[],
): Promise<number> {
  if (delivered.length !== photos.length)
    throw new Error(`${delivered.length} files came back for ${photos.length} photos.`);
  const kind = kindById(kindId);
  const scratch = await mkdtemp(join(tmpdir(), 'corehour-bare-'));
  try {
    const chunks = photos.map((path, index) => ({ index, path }));
    const { signal } = new AbortController();
    const parsed = kind.spec.parseOptions(options);
    const own = await kind.run({
      options: parsed,
      chunks,
      scratch,
      signal,
      maxOutputBytes: OUTPUT_LIMIT,
      onChunk: () => undefined,
    });
    for (const [position, { path }] of own.entries()) {
      const file = delivered[position] ?? '';
      if (!(await readFile(path)).equals(await readFile(file))) {
        throw new Error(`${basename(file)} is not what the engine makes of ${basename(photos[position] ?? '')}.`);
      }
    }
    return own.length;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
