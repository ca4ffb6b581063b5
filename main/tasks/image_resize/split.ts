import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyCapped, shownName } from '../files.js';
import type { ChunkInput, SplitRequest } from '../kind.js';
import { inspect } from './inspect.js';
import { imageOptions, spec } from './spec.js';

/**
 * One chunk a picture: its bytes copied to `in-<index>` in scratch. The copy is what gets posted, so the copy is what
 * is checked, again. @throws AppError `input.*`, `storage.disk-full`, `task.cancelled`.
 */
export async function split({ paths, options, scratch, signal }: SplitRequest): Promise<ChunkInput[]> {
  imageOptions(options);
  const chunks: ChunkInput[] = [];
  for (const [index, from] of paths.entries()) {
    const name = shownName(from);
    const path = join(scratch, `in-${index}`);
    const { size, digest } = await copyCapped({ from, to: path, maxBytes: spec.limits.maxFileBytes, name, signal });
    try {
      await inspect(path, signal, name);
    } catch (refusal) {
      await rm(path, { force: true });
      throw refusal;
    }
    chunks.push({ path, size, digest, name });
  }
  return chunks;
}
