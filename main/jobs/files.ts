/** The files behind what a person chose: folders opened, each file as it is now, and later whether it still is. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { MOST_FILES } from '../../domain/wire/ipc/jobs.js';
import { codeOf } from '../code-of.js';
import type { ChosenFile } from '../journal/intents.js';

/** What stands behind chosen paths. */
interface Gathered {
  readonly files: ChosenFile[];
  /** Files beyond the most a job may have. */
  leftOut: number;
  /** Files and folders that could not be looked at, with what to do. */
  readonly unreadable: { readonly path: string; readonly error: AppError }[];
}

/**
 * Every file of the paths, folders with all they hold, hidden ones left out, in the order of their names. A file or
 * folder reached twice, by a link or by being chosen with the folder it lies in, counts once.
 * @throws AppError `input.no-files`, `input.too-large`, `input.file-changed`, `input.unreadable`.
 */
export async function listFiles(paths: readonly string[]): Promise<ChosenFile[]> {
  const { files, leftOut, unreadable } = await gather(paths);
  const [first] = unreadable;
  if (first) throw first.error;
  if (leftOut > 0) {
    throw new AppError(
      'input.too-large',
      `A job takes at most ${MOST_FILES} files. Choose fewer, and order the rest as another job.`,
    );
  }
  if (files.length === 0) {
    throw new AppError(
      'input.no-files',
      'There are no files in what you chose. Choose files, or a folder that holds some.',
    );
  }
  return files;
}

/** The same for a person who is still choosing: what cannot be taken is told beside what can. */
export async function gatherFiles(paths: readonly string[]) {
  const { files, leftOut, unreadable } = await gather(paths);
  return {
    files: files.map(({ path, size }) => ({ path, name: basename(path), size })),
    leftOut,
    unreadable: unreadable.map(({ path, error }) => ({ path, message: error.message })),
  };
}

async function gather(paths: readonly string[]): Promise<Gathered> {
  const found: Gathered = { files: [], leftOut: 0, unreadable: [] };
  const seen = new Set<string>();
  for (const path of paths) await collect(resolve(path), found, seen);
  return found;
}

async function collect(path: string, found: Gathered, seen: Set<string>): Promise<void> {
  try {
    const info = await stat(path);
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    if (info.isDirectory()) {
      const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
      for (const name of names) await collect(join(path, name), found, seen);
    } else if (info.isFile()) {
      if (found.files.length >= MOST_FILES) found.leftOut += 1;
      else found.files.push({ path, size: info.size, changedAt: info.mtimeMs });
    }
  } catch (thrown) {
    found.unreadable.push({ path, error: unreadable(path, thrown) });
  }
}

/** @throws AppError `input.file-changed` when a chosen file is gone or another. */
export async function assertUnchanged(files: readonly ChosenFile[]): Promise<void> {
  for (const file of files) {
    const info = await lookAt(file.path);
    if (info.size !== file.size || info.mtimeMs !== file.changedAt) throw changed(file.path, 'was changed');
  }
}

async function lookAt(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

function unreadable(path: string, thrown: unknown): AppError {
  if (codeOf(thrown) === 'EACCES' || codeOf(thrown) === 'EPERM') {
    const message = `You may not read ${basename(path)}. Ask its owner, or choose something else.`;
    return new AppError('input.unreadable', message, { data: { path }, cause: thrown });
  }
  return changed(path, 'is gone');
}

function changed(path: string, what: string): AppError {
  return new AppError('input.file-changed', `${basename(path)} ${what} since you chose it. Choose your files again.`, {
    data: { path },
  });
}
