/** A job's own page: its life in sentences, its chunks, its files, and what it cost. */
import { AppError } from '../../domain/errors.js';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import { count } from '../../domain/words.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import { jobChunks } from './job-chunks.js';
import { type JobParts, type TaskPart, jobParts } from './job-parts.js';
import { costOf, filesOf, jobRow, reportsOf } from './jobs.js';
import { optionLines } from './kinds.js';
import { gainOf, momentId, paidBy, requesterSaying, sentence } from './moments.js';
import type { Sight } from './sight.js';

/** @throws AppError `input.malformed` for a job that is not in this node's journal. */
export function orderOf({ journal }: NodeContext, jobId: string): Intent<'order'> {
  const order = journal.get(`order:${jobId}`);
  if (order?.kind === 'order') return order;
  throw new AppError('input.malformed', 'This computer knows no such job. Open it from the list of your jobs.', {
    data: { jobId: jobId.slice(0, 64) },
  });
}

export function jobPage(context: NodeContext, jobId: string, sight: Sight): JobPage {
  const order = orderOf(context, jobId);
  const parts = jobParts(context, order, sight);
  const { work, fees } = costOf(context, parts, sight);
  const { kind, options, folder, files } = order.data;
  return {
    ...jobRow(context, parts, sight),
    folder,
    options: optionLines(kind, options),
    orderedOptions: options,
    paths: files.map(({ path }) => path),
    life: lifeOf(context, parts),
    chunkList: jobChunks(context, parts),
    files: filesOf(parts),
    workMcc: work.toString(),
    feesMcc: fees.toString(),
    ...reportsOf(parts),
    ...cancellableOf(context, parts),
  };
}

/** Open tasks, and what is still set aside for them. */
function cancellableOf({ me }: NodeContext, { tasks }: JobParts): Pick<JobPage, 'cancellable' | 'backMcc'> {
  const open = tasks.flatMap(({ fact }) => (fact?.state === 'open' ? [fact] : []));
  const back = open.reduce((sum, fact) => sum + fact.escrow - paidBy(fact, me), 0n);
  return { cancellable: open.map(({ taskId }) => taskId), backMcc: back.toString() };
}

/** Oldest first; what happened at the same time stays in the order it happened in. */
function lifeOf(context: NodeContext, parts: JobParts): Happening[] {
  const { order, tasks, name } = parts;
  const ordered: Happening = { id: 'ordered', at: order.openedAt, sentence: `You ordered ${name}` };
  const moments = tasks.flatMap((task, index) => momentsOf(context, task, tasks.length > 1 ? index + 1 : 0));
  const collected = tasks.flatMap(collectedOf);
  return [ordered, ...[...moments, ...collected].sort((one, other) => one.at - other.at)];
}

/** @param part The task's number where the job has several; 0 for the only one. */
function momentsOf({ facts, me }: NodeContext, { fact, taskId }: TaskPart, part: number): Happening[] {
  if (!fact) return [];
  return fact.moments.map((moment, position) => {
    const amount = gainOf(moment, me);
    const said = sentence(requesterSaying(facts, fact, moment));
    return {
      id: momentId(taskId, position),
      at: moment.at,
      sentence: part > 0 ? `Part ${part}: ${said}` : said,
      ...(amount !== 0n && { amountMcc: amount.toString() }),
    };
  });
}

function collectedOf({ collect, taskId }: TaskPart): Happening[] {
  const { files = [] } = collect?.data ?? {};
  if (collect?.outcome !== 'done' || files.length === 0) return [];
  const said = files.length === 1 ? '1 file is in your folder' : `${count(files.length, 'file')} are in your folder`;
  return [{ id: `${taskId}:collected`, at: collect.closedAt ?? collect.openedAt, sentence: said }];
}
