/** A file by its CID onto disk: whole and right at its path, or not there at all. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CID } from 'multiformats/cid';
import { AppError } from '../../../domain/errors.js';
import type { StoredFile } from '../../../domain/wire/process.js';
import type { BlockCap } from './block-cap.js';
import { readFile } from './dag.js';
import { diskFailure } from './failures.js';
import type { Metadata } from './metadata.js';
import type { Sources } from './sources.js';

/** One file to be written. */
export interface FetchTarget {
  readonly cid: CID;
  /** Where the file shall lie; one that is there is replaced. */
  readonly path: string;
  readonly maxBytes: number;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Writes the file beside its path, pins it and moves it there. A full disk gets one chance for each piece: without
 * the blocks nobody needs. @throws AppError `storage.*`
 */
export async function fetchFile(
  sources: Sources,
  cap: BlockCap,
  metadata: Metadata,
  target: FetchTarget,
): Promise<StoredFile> {
  const part = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const chunks = readFile(target.cid, (cid) => sources.block(cid), target.maxBytes);
    const size = await writeBytes(part, chunks, () => cap.collect(), target.onBytes);
    await pinAndPlace(metadata, target, part);
    return { cid: target.cid.toString(), size };
  } catch (thrown) {
    await rm(part, { force: true });
    throw diskFailure(thrown);
  }
}

async function writeBytes(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  makeRoom: () => Promise<void>,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const file = await open(path, 'wx');
  let written = 0;
  try {
    for await (const chunk of chunks) {
      try {
        await writeAt(file, chunk, written);
      } catch (thrown) {
        if (diskFailure(thrown) === thrown) throw thrown;
        await makeRoom();
        await writeAt(file, chunk, written);
      }
      written += chunk.length;
      onBytes(written);
    }
  } finally {
    await file.close();
  }
  return written;
}

/** Writes all of `chunk`; one that failed half way can be written again. */
async function writeAt(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < chunk.length) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

async function pinAndPlace(metadata: Metadata, { cid, path }: FetchTarget, part: string): Promise<void> {
  const wasPinned = await metadata.isPinned(cid);
  await metadata.pin(cid);
  try {
    await rename(part, path);
  } catch (cause) {
    if (!wasPinned) await metadata.unpin(cid);
    throw new AppError('input.malformed', `Nothing can be saved at ${path}. Choose another place.`, {
      data: { path },
      cause,
    });
  }
}
