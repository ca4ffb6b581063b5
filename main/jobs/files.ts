/** The files behind what a person chose: folders opened, each file as it is now, and later whether it still is. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.js';
import type { ChosenFile } from '../journal/intents.js';

const MOST_FILES = 2000;

/**
 * Every file of the paths, folders with all they hold, hidden ones left out, in the order of their names. A file or
 * folder reached twice, by a link or by being chosen with the folder it lies in, counts once.
 * @throws AppError `input.no-files`, `input.too-large`, `input.file-changed`.
 */
export async function listFiles(paths: readonly string[]): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  const seen = new Set<string>();
  for (const path of paths) await collect(resolve(path), found, seen);
  if (found.length === 0) {
    throw new AppError(
      'input.no-files',
      'There are no files in what you chose. Choose files, or a folder that holds some.',
    );
  }
  return found;
}

async function collect(path: string, found: ChosenFile[], seen: Set<string>): Promise<void> {
  const info = await lookAt(path);
  const real = await realpath(path);
  if (seen.has(real)) return;
  seen.add(real);
  if (info.isDirectory()) {
    const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
    for (const name of names) await collect(join(path, name), found, seen);
  } else if (info.isFile()) {
    if (found.length >= MOST_FILES) {
      throw new AppError(
        'input.too-large',
        `A job takes at most ${MOST_FILES} files. Choose fewer, and order the rest as another job.`,
      );
    }
    found.push({ path, size: info.size, changedAt: info.mtimeMs });
  }
}

/** @throws AppError `input.file-changed` when a chosen file is gone or another. */
export async function assertUnchanged(files: readonly ChosenFile[]): Promise<void> {
  for (const file of files) {
    const info = await lookAt(file.path);
    if (info.size !== file.size || info.mtimeMs !== file.changedAt) throw changed(file.path, 'was changed');
  }
}

async function lookAt(path: string) {
  try {
    return await stat(path);
  } catch {
    throw changed(path, 'is gone');
  }
}

function changed(path: string, what: string): AppError {
  return new AppError('input.file-changed', `${basename(path)} ${what} since you chose it. Choose your files again.`, {
    data: { path },
  });
}
