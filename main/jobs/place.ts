/**
 * Puts finished files where the person wants them. Nothing there is overwritten, and doing it again after a crash puts
 * nothing twice: a file that lies there with the same bytes under the name it would get is the one put before.
 */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { codeOf } from '../code-of.js';
import { digestOf } from '../storage/exchange.js';

const UNWRITABLE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);
const LINKLESS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** What to do after a failure, where it is tried again by itself. */
const BY_ITSELF = 'the files are fetched again by themselves';

/**
 * @param next What to do, or what happens, once the folder can be written.
 * @returns Where each file lies now.
 * @throws AppError `storage.disk-full`, `storage.not-writable`.
 */
export async function placeFiles(
  files: readonly string[],
  folder: string,
  next: string = BY_ITSELF,
): Promise<string[]> {
  const placed: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const file of files) placed.push(await placeOne(file, folder, placed));
  } catch (thrown) {
    throw folderProblem(thrown, folder, next);
  }
  return placed;
}

async function placeOne(file: string, folder: string, taken: readonly string[]): Promise<string> {
  const digest = await digestOf(file);
  for (let number = 1; ; number += 1) {
    const path = join(folder, numbered(basename(file), number));
    if (taken.includes(path)) continue;
    if (!(await isThere(path))) {
      if (await copyWhole(file, path)) return path;
    } else if ((await digestOf(path)) === digest) return path;
  }
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)} (${number})${extension}`;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The whole copy gets its name at once, unless somebody took the name meanwhile. */
async function copyWhole(from: string, to: string): Promise<boolean> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await link(part, to).catch(async (thrown: unknown) => {
      // Some file systems know no second name for a file; there the copy is made under the name itself.
      if (!LINKLESS.has(String(codeOf(thrown)))) throw thrown;
      await copyFile(part, to, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  } finally {
    await rm(part, { force: true });
  }
}

function folderProblem(thrown: unknown, folder: string, next: string): unknown {
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('storage.disk-full', `The disk of ${folder} is full. Make room; ${next}.`, { cause: thrown });
  }
  if (UNWRITABLE.has(String(code))) {
    return new AppError(
      'storage.not-writable',
      `Nothing can be written to ${folder}. Make it a folder you may write to; ${next}.`,
      { data: { folder }, cause: thrown },
    );
  }
  return thrown;
}
