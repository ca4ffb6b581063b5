/** A task's input: its manifest and the chunks asked for, fetched from the requester and checked against its terms. */
import { join } from 'node:path';
import { AppError } from '../../domain/errors.js';
import type { TaskFact } from '../../domain/facts.js';
import type { Address, Hex } from '../../domain/identity.js';
import { type InputManifest, MANIFEST_MAX_BYTES, decodeInputManifest } from '../../domain/task/manifest.js';
import { type Ms, bytes, mebibytes } from '../../domain/units.js';
import type { NodeContext } from '../context.js';
import { digestOf, readChecked } from '../storage/exchange.js';
import { kindById } from '../tasks/index.js';

/** A stranger's task fills nobody's disk. */
const LARGEST_INPUT = mebibytes(2048);

export interface TaskInput {
  readonly manifest: InputManifest;
  readonly folder: string;
}

/** @throws AppError `input.malformed`, `storage.*`; a task with such a manifest is nobody's to compute. */
export async function fetchManifest(
  context: NodeContext,
  task: TaskFact,
  folder: string,
  until: Ms,
  signal: AbortSignal,
): Promise<TaskInput> {
  const { terms } = task;
  const path = join(folder, 'manifest');
  await context.exchange.fetch({
    cid: terms.manifestCid,
    path,
    maxBytes: bytes(MANIFEST_MAX_BYTES),
    from: sourcesOf(task),
    signal,
    until,
  });
  const manifest = decodeInputManifest(await readChecked(path, terms.manifestHash));
  if (manifest.kind !== terms.kind || manifest.chunks.length !== terms.chunkCount) {
    throw new AppError('input.malformed', 'The list of chunks does not fit the task. The task is left alone.');
  }
  if (manifest.chunks.reduce((sum, { size }) => sum + size, 0) > LARGEST_INPUT) throw tooLarge();
  return { manifest, folder };
}

/** Fetches the chunks of these indices; one that lies there already is not fetched again. */
export async function fetchChunks(
  context: NodeContext,
  task: TaskFact,
  { manifest, folder }: TaskInput,
  indices: readonly number[],
  until: Ms,
  signal: AbortSignal,
): Promise<{ index: number; path: string }[]> {
  const limit = kindById(task.terms.kind).spec.limits.maxFileBytes;
  const fetched: { index: number; path: string }[] = [];
  for (const index of indices) {
    const chunk = manifest.chunks[index];
    if (!chunk || chunk.size > limit)
      throw new AppError('input.too-large', 'A chunk is larger than its kind allows. The task is left alone.');
    const path = join(folder, `in-${index}`);
    if (!(await isThere(path, chunk.digest))) {
      await context.exchange.fetch({
        cid: chunk.cid,
        path,
        maxBytes: bytes(chunk.size),
        from: sourcesOf(task),
        signal,
        until,
      });
    }
    fetched.push({ index, path });
  }
  return fetched;
}

/** The worker serves the input, too. */
function sourcesOf({ requester, claim }: TaskFact): Address[] {
  return claim ? [requester, claim.worker] : [requester];
}

function tooLarge(): AppError {
  return new AppError('input.too-large', 'The task brings more than a node takes in. The task is left alone.');
}

async function isThere(path: string, digest: Hex): Promise<boolean> {
  try {
    return (await digestOf(path)) === digest;
  } catch {
    return false;
  }
}
