/** The task process: one kind's steps, in the folders it is given and under the caps that hold for every kind. */
import { lstat, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AppError } from '../../../domain/errors.js';
import { mebibytes } from '../../../domain/units.js';
import type { taskCalls } from '../../../domain/wire/process.js';
import { throwIfCancelled } from '../../tasks/cancel.js';
import { kindById } from '../../tasks/index.js';
import type { Handlers } from '../serve.js';

/** Bytes all results of one run may have together. */
const MAX_OUTPUT = mebibytes(2048);

/** What the task process answers; see `taskCalls`. */
export const taskHandlers: Handlers<typeof taskCalls> = {
  inspect: async ({ kind, paths }, { signal }) => {
    requireFiles(paths);
    const found = [];
    for (const path of paths) {
      throwIfCancelled(signal);
      const figures = await kindById(kind).inspect(path, signal);
      found.push({ path, size: Number(figures['bytes']), figures });
    }
    return found;
  },
  split: async ({ kind, paths, options, scratch }, { signal }) => {
    requireFiles(paths);
    await requireFolder(scratch);
    return kindById(kind).split({ paths, options, scratch, signal });
  },
  run: async ({ kind, options, chunks, scratch }, { signal, progress }) => {
    const known = kindById(kind);
    requireCount(chunks.length, known.spec.limits.maxChunksPerTask);
    await requireFolder(scratch);
    return known.run({ options, chunks, scratch, signal, maxOutputBytes: MAX_OUTPUT, onChunk: progress });
  },
  join: async ({ kind, options, chunks, names, folder }, { signal }) => {
    // A person's own folder may well be a link.
    await requireFolder(folder, stat);
    return kindById(kind).join({ options, chunks, names, folder, signal });
  },
  preview: async ({ kind, path, options, longestSide, to }, { signal }) => {
    const known = kindById(kind);
    if (!known.preview) throw new AppError('input.malformed', `There is no picture of files of kind "${kind}".`);
    return known.preview({ path, longestSide, to, signal, ...(options && { options }) });
  },
  engine: async ({ kind }) => ({ engineHash: await kindById(kind).engineHash() }),
};

function requireFiles(paths: readonly string[]): void {
  if (paths.length === 0) throw new AppError('input.no-files', 'There is no file to work on. Choose at least one.');
}

function requireCount(count: number, most: number): void {
  if (count <= most) return;
  throw new AppError(
    'input.malformed',
    `A task of this kind has at most ${most} chunks, this one ${count}. Split it.`,
    {
      data: { count, most },
    },
  );
}

/** Chunks go into a real folder only: a link there could lead anywhere. */
async function requireFolder(folder: string, look: typeof stat = lstat): Promise<void> {
  const found = isAbsolute(folder) ? await look(folder).catch(() => undefined) : undefined;
  if (found?.isDirectory()) return;
  throw new AppError(
    'input.file-changed',
    `The folder "${folder}" is not there. Choose or create it, then try again.`,
    {
      data: { folder },
    },
  );
}
