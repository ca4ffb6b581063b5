/** A file from disk into blocks, as IPFS cuts files by default: equal bytes have equal CIDs everywhere. */
import { type FileHandle, open } from 'node:fs/promises';
import { importByteStream } from 'ipfs-unixfs-importer';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';
import type { CID } from 'multiformats/cid';
import { AppError } from '../../../domain/errors.js';
import type { StoredFile } from '../../../domain/wire/process.js';
import type { BlockCap, Lease } from './block-cap.js';
import { diskFailure } from './failures.js';
import type { Metadata } from './metadata.js';

const CHUNK_BYTES = 262_144;
const CHILDREN = 174;
/** Blocks being written at the same time: 2 MB in memory. */
const WRITES = 8;

/**
 * Stores the file at `path` and pins it.
 * @throws AppError `input.file-changed` when it is gone or changes meanwhile, `storage.disk-full`.
 */
export async function addFile(
  cap: BlockCap,
  metadata: Metadata,
  path: string,
  signal: AbortSignal,
): Promise<StoredFile> {
  const file = await openFile(path);
  try {
    const expected = await sizeOf(file, path);
    return await cap.lease(async (lease) => {
      const size = { read: 0 };
      const cid = await importBlocks(cap, lease, chunksOf(file, size, signal));
      if (size.read !== expected) throw fileChanged(path, 'changed while it was being read');
      await metadata.pin(cid);
      return { cid: cid.toString(), size: expected };
    });
  } catch (thrown) {
    throw diskFailure(thrown);
  } finally {
    await file.close();
  }
}

async function importBlocks(cap: BlockCap, lease: Lease, chunks: AsyncIterable<Uint8Array>): Promise<CID> {
  const blockstore = {
    put: async (cid: CID, bytes: Uint8Array): Promise<CID> => {
      await cap.put(lease, cid, bytes);
      return cid;
    },
  };
  const { cid } = await importByteStream(chunks, blockstore, {
    cidVersion: 1,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize: CHUNK_BYTES }),
    layout: balanced({ maxChildrenPerNode: CHILDREN }),
    blockWriteConcurrency: WRITES,
  });
  return cid;
}

async function* chunksOf(file: FileHandle, size: { read: number }, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
    if (bytesRead === 0) return;
    size.read += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw fileChanged(path, 'cannot be read any more', cause);
  }
}

async function sizeOf(file: FileHandle, path: string): Promise<number> {
  const status = await file.stat();
  if (status.isFile()) return status.size;
  throw new AppError('input.malformed', `${path} is not a file. Choose a file.`, { data: { path } });
}

function fileChanged(path: string, what: string, cause?: unknown): AppError {
  return new AppError('input.file-changed', `The file ${path} ${what}. Choose it again.`, { data: { path }, cause });
}
