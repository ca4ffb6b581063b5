/** A task's result: the list of its chunks and the chunks asked for, fetched from the worker and checked against the root. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.js';
import type { TaskFact } from '../../domain/facts.js';
import { rootOf } from '../../domain/task/leaf.js';
import { MANIFEST_MAX_BYTES, type OutputManifest, decodeOutputManifest } from '../../domain/task/manifest.js';
import { bytes, mebibytes } from '../../domain/units.js';
import { keccak } from '../chain/encode.js';
import type { NodeContext } from '../context.js';
import { briefly, digestOf } from '../storage/exchange.js';

/** More than any kind makes of one chunk: a worker's word alone fills nobody's disk. */
const LARGEST_CHUNK = mebibytes(256);

export interface TaskOutput {
  readonly manifest: OutputManifest;
  /** The files of the chunks asked for, in that order. */
  readonly files: readonly { readonly index: number; readonly path: string }[];
}

/**
 * Fetches into `folder`; `indices` of all chunks where absent.
 * @throws AppError `storage.*` while it cannot be had, `task.result-mismatch` when it is not what was opened on chain.
 */
export async function fetchOutput(
  context: NodeContext,
  task: TaskFact,
  folder: string,
  signal: AbortSignal,
  indices?: readonly number[],
): Promise<TaskOutput> {
  const { opened } = task;
  if (!opened) throw forgotten();
  const fetch = { from: [opened.worker], signal, until: briefly(context.clock.now()) };
  const path = join(folder, 'result');
  await context.exchange.fetch({ ...fetch, cid: opened.outputCid, path, maxBytes: bytes(MANIFEST_MAX_BYTES) });
  const manifest = decodeOutputManifest(await readFile(path));
  assertOpened(manifest, task);
  const files: { index: number; path: string }[] = [];
  for (const index of indices ?? manifest.chunks.keys()) {
    const chunk = manifest.chunks[index];
    if (!chunk || chunk.size > LARGEST_CHUNK) throw mismatch();
    const file = join(folder, `chunk-${index}`);
    await context.exchange.fetch({ ...fetch, cid: chunk.cid, path: file, maxBytes: bytes(chunk.size) });
    if ((await digestOf(file)) !== chunk.digest) throw mismatch();
    files.push({ index, path: file });
  }
  return { manifest, files };
}

function assertOpened(manifest: OutputManifest, { opened, taskId, terms }: TaskFact): void {
  const digests = manifest.chunks.map(({ digest }) => digest);
  const isOpened = rootOf(digests, keccak) === opened?.root;
  if (manifest.task !== taskId || digests.length !== terms.chunkCount || !isOpened) throw mismatch();
}

function mismatch(): AppError {
  return new AppError(
    'task.result-mismatch',
    'The files are not what the worker submitted. Keep the receipt and tell the network about the worker.',
  );
}

function forgotten(): AppError {
  return new AppError(
    'chain.pruned',
    'The network no longer says where this result lies. Ask the worker for the files; the receipt names it.',
  );
}
