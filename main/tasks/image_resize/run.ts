import { join } from 'node:path';
import { AppError } from '../../../domain/errors.js';
import type { ChunkOutput } from '../../../domain/wire/process.js';
import { throwIfCancelled } from '../cancel.js';
import { openVips } from '../engines/vips.js';
import { digestOf, readCapped, shownName, writeWhole } from '../files.js';
import type { RunRequest } from '../kind.js';
import { resize } from './resize.js';
import { imageOptions, spec } from './spec.js';

/**
 * Computes the chunks asked for, in that order, each to `out-<index>` in scratch. Their bytes are a stranger's: every
 * refusal of `inspect` holds here too. @throws AppError `input.*`, `storage.*`, `task.cancelled`.
 */
export async function run(request: RunRequest): Promise<ChunkOutput[]> {
  const { chunks, scratch, signal, maxOutputBytes } = request;
  const options = imageOptions(request.options);
  const finished: ChunkOutput[] = [];
  let written = 0;
  for (const { index, path: input } of chunks) {
    throwIfCancelled(signal);
    const name = shownName(input);
    const content = await readCapped(input, spec.limits.maxFileBytes, name);
    const result = await resize(await openVips(), content, { options, name, signal });
    written += result.length;
    if (written > maxOutputBytes) throw tooMuchOutput(maxOutputBytes);
    const path = join(scratch, `out-${index}`);
    await writeWhole(path, result);
    const chunk = { index, path, size: result.length, digest: digestOf(result) };
    finished.push(chunk);
    request.onChunk(chunk);
  }
  return finished;
}

function tooMuchOutput(maxOutputBytes: number): AppError {
  const limit = Math.floor(maxOutputBytes / 1_048_576);
  return new AppError(
    'storage.too-large',
    `The results would take more than the ${limit} MiB a task may write. Order fewer or smaller pictures.`,
    {
      data: { maxOutputBytes },
    },
  );
}
