/** Reading and writing files for every kind: capped, streamed, and never through a name that already stands there. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/errors.js';

/** Names a file in messages: what a person chose, without the folders above it. */
export const shownName = (path: string): string => basename(path).slice(0, 120);

const sha256Text = (hash: ReturnType<typeof createHash>): string => `0x${hash.digest('hex')}`;

/** The sha256 of `content` as the wire writes hashes. */
export const digestOf = (content: Uint8Array): string => sha256Text(createHash('sha256').update(content));

/** The size in bytes of a plain file. @throws AppError `input.file-changed`, `input.too-large`, `input.malformed`. */
export async function sizeOf(path: string, maxBytes: number, name: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileProblem(cause, name);
  });
  if (!found.isFile()) {
    throw new AppError(
      'input.malformed',
      `"${name}" is not a file. Choose files, or open the folder and choose those in it.`,
      { data: { name } },
    );
  }
  if (found.size > maxBytes) throw tooManyBytes(name, found.size, maxBytes);
  return found.size;
}

/** The whole of a file of at most `maxBytes`, also when it grows meanwhile. */
export async function readCapped(path: string, maxBytes: number, name: string): Promise<Uint8Array> {
  const size = await sizeOf(path, maxBytes, name);
  try {
    const file = await open(path, 'r');
    try {
      const content = new Uint8Array(size + 1);
      let filled = 0;
      for (;;) {
        const { bytesRead } = await file.read(content, filled, content.length - filled, filled);
        if (bytesRead === 0) return content.subarray(0, filled);
        filled += bytesRead;
        if (filled > size) throw fileChanged(name);
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileProblem(cause, name);
  }
}

/** Copies a file as a stream to a name that is free; a copy cut short is removed. */
export async function copyCapped(request: {
  readonly from: string;
  readonly to: string;
  readonly maxBytes: number;
  readonly name: string;
  readonly signal: AbortSignal;
}): Promise<{ size: number; digest: string }> {
  const { from, to, maxBytes, name, signal } = request;
  await sizeOf(from, maxBytes, name);
  const hash = createHash('sha256');
  let size = 0;
  async function* measured(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of source) {
      size += part.length;
      if (size > maxBytes) throw tooManyBytes(name, size, maxBytes);
      hash.update(part);
      yield part;
    }
  }
  await rm(to, { force: true });
  try {
    await pipeline(createReadStream(from), measured, createWriteStream(to, { flags: 'wx' }), { signal });
  } catch (cause) {
    await rm(to, { force: true });
    throw signal.aborted
      ? new AppError('task.cancelled', 'The copying was stopped before its end.', { cause })
      : fileProblem(cause, name);
  }
  return { size, digest: sha256Text(hash) };
}

/** Writes `content` under `path` in one step: a reader finds the old state or the whole file. Follows no link. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  try {
    await writeFile(part, content, { flag: 'wx' });
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw fileProblem(cause, shownName(path));
  }
}

/** Turns what the file system says into what a person can act on; an AppError passes as it is. */
export function fileProblem(cause: unknown, name: string): unknown {
  if (cause instanceof AppError) return cause;
  const { code } = Object(cause) as { code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM') return fileChanged(name, cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'storage.disk-full',
      `There is no room left on the disk to write "${name}". Free some space and try again.`,
      {
        data: { name },
        cause,
      },
    );
  }
  return cause;
}

function fileChanged(name: string, cause?: unknown): AppError {
  return new AppError(
    'input.file-changed',
    `"${name}" is gone, or changed since it was chosen, or may not be read. Choose the files again.`,
    {
      data: { name },
      cause,
    },
  );
}

function tooManyBytes(name: string, size: number, maxBytes: number): AppError {
  const limit = Math.floor(maxBytes / 1_048_576);
  return new AppError(
    'input.too-large',
    `"${name}" is larger than the ${limit} MiB a file may have. Leave it out or make it smaller.`,
    {
      data: { name, size, maxBytes },
    },
  );
}
