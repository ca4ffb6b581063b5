/** Puts a job's finished files into another folder as well, by the rule they were first put by: nothing is overwritten. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { placeFiles } from './place.js';

/**
 * @returns Where the copies lie; a file that lies there already, with the same bytes, is not copied again.
 * @throws AppError `input.no-files`, `input.file-changed`, `storage.disk-full`, `storage.not-writable`.
 */
export async function saveTo(files: readonly string[], folder: string): Promise<string[]> {
  if (files.length === 0) {
    throw new AppError('input.no-files', 'This job has no finished files yet. Save them once it is done.');
  }
  for (const path of files) await assertThere(path);
  return placeFiles(files, folder, 'then save again');
}

async function assertThere(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new AppError(
    'input.file-changed',
    `${basename(path)} is no longer where it was put. Look for it in your folders, or post the job again.`,
    { data: { path } },
  );
}
