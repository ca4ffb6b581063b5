/**
 * Gets an accepted task's result: the list of chunks, each chunk, all checked against the root the chain accepted, then
 * the files a person gets, in the folder they chose.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../../domain/errors.js';
import type { TaskFact } from '../../domain/facts.js';
import { rootOf } from '../../domain/task/leaf.js';
import { MANIFEST_MAX_BYTES, type OutputManifest, decodeOutputManifest } from '../../domain/task/manifest.js';
import { bytes } from '../../domain/units.js';
import { keccak } from '../chain/encode.js';
import type { NodeContext } from '../context.js';
import type { Intent, JobTask } from '../journal/intents.js';
import type { Act } from '../journal/runner.js';
import { briefly, digestOf } from '../storage/exchange.js';
import { problemOf } from './order.js';
import { placeFiles } from './place.js';

export function collectAct(context: NodeContext): Act<'collect'> {
  const { facts, journal, scratch } = context;
  return {
    standing: ({ data }) => (data.files ? 'done' : 'due'),
    perform: async (intent, signal) => {
      const { taskId, jobId } = intent.data;
      const task = facts.task(taskId);
      const order = journal.get(`order:${jobId}`) as Intent<'order'> | undefined;
      const jobTask = order?.data.tasks?.find((one) => one.taskId === taskId);
      if (!task || !order || !jobTask) return 'moot';
      const folder = await scratch.create(`collect-${taskId}`);
      const result = await fetchResult(context, task, folder, signal);
      const joined = await joinFiles(context, order, jobTask, result, folder);
      const files = await placeFiles(joined, order.data.folder);
      await journal.note(intent, { files });
      return 'done';
    },
    isFinal: (thrown) => isAppError(thrown) && thrown.code === 'task.result-mismatch',
    giveUp: (intent, thrown) => journal.note(intent, { problem: problemOf(thrown) }),
    ended: ({ data }) => scratch.remove(`collect-${data.taskId}`),
  };
}

async function fetchResult(
  context: NodeContext,
  task: TaskFact,
  folder: string,
  signal: AbortSignal,
): Promise<OutputManifest> {
  const { opened, taskId, terms } = task;
  if (!opened) throw mismatch();
  const from = [opened.worker];
  const until = briefly(context.clock.now());
  const path = join(folder, 'result');
  await context.exchange.fetch({
    cid: opened.outputCid,
    path,
    maxBytes: bytes(MANIFEST_MAX_BYTES),
    from,
    signal,
    until,
  });
  const result = decodeOutputManifest(await readFile(path));
  const root = rootOf(
    result.chunks.map(({ digest }) => digest),
    keccak,
  );
  if (result.task !== taskId || result.chunks.length !== terms.chunkCount || root !== opened.root) throw mismatch();
  for (const [index, chunk] of result.chunks.entries()) {
    const file = join(folder, `chunk-${index}`);
    await context.exchange.fetch({ cid: chunk.cid, path: file, maxBytes: bytes(chunk.size), from, signal, until });
    if ((await digestOf(file)) !== chunk.digest) throw mismatch();
  }
  return result;
}

async function joinFiles(
  { lanes }: NodeContext,
  order: Intent<'order'>,
  { names }: JobTask,
  result: OutputManifest,
  folder: string,
): Promise<string[]> {
  const { kind, options } = order.data;
  const target = join(folder, 'joined');
  await rm(target, { recursive: true, force: true });
  await mkdir(target);
  const chunks = result.chunks.map((_, index) => ({ index, path: join(folder, `chunk-${index}`) }));
  const files = await lanes.call('own', 'join', { kind, options, chunks, names: [...names], folder: target });
  return files.map(({ path }) => path);
}

function mismatch(): AppError {
  return new AppError(
    'task.result-mismatch',
    'The files are not what was checked and paid for. Keep the receipt and tell the network about the worker.',
  );
}
