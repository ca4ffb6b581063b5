/**
 * Gets an accepted task's result: the list of chunks, each chunk, all checked against the root the chain accepted, then
 * the files a person gets, in the folder they chose.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../domain/errors.js';
import type { NodeContext } from '../context.js';
import type { Intent, JobTask } from '../journal/intents.js';
import type { Act } from '../journal/runner.js';
import { type TaskOutput, fetchOutput } from '../work/output.js';
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
      const output = await fetchOutput(context, task, folder, signal);
      const joined = await joinFiles(context, order, jobTask, output, folder);
      const files = await placeFiles(joined, order.data.folder);
      await journal.note(intent, { files });
      return 'done';
    },
    isFinal: (thrown) =>
      isAppError(thrown) && /^(task\.result-mismatch|storage\.too-large|input\.malformed)$/.test(thrown.code),
    giveUp: (intent, thrown) => journal.note(intent, { problem: problemOf(thrown) }),
    ended: ({ data }) => scratch.remove(`collect-${data.taskId}`),
  };
}

async function joinFiles(
  { lanes }: NodeContext,
  order: Intent<'order'>,
  { names }: JobTask,
  { files }: TaskOutput,
  folder: string,
): Promise<string[]> {
  const { kind, options } = order.data;
  const target = join(folder, 'joined');
  await rm(target, { recursive: true, force: true });
  await mkdir(target);
  const chunks = [...files];
  const joined = await lanes.call('own', 'join', { kind, options, chunks, names: [...names], folder: target });
  return joined.map(({ path }) => path);
}
