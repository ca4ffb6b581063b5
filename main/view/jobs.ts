/** Jobs for programs, and the rows of the Jobs page: journal (what was ordered) and mirror (how each task stands). */
import type { Address } from '../../domain/identity.js';
import { type Mcc, mcc } from '../../domain/units.js';
import type { JobRow, JobView } from '../../domain/wire/ipc/jobs.js';
import { quoteTask } from '../../domain/price/quote.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import { type JobParts, type TaskPart, jobParts } from './job-parts.js';
import { kindLabel } from './kinds.js';
import { paidBy } from './moments.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

/** Every job's order, newest first. */
export function newestOrders({ journal }: NodeContext): Intent<'order'>[] {
  return journal.ofKind('order').sort((one, other) => other.openedAt - one.openedAt);
}

/** Newest first. */
export function jobList(context: NodeContext, sight: Pick<Sight, 'troubleOf'>): JobView[] {
  return newestOrders(context).map((order) => jobView(context, jobParts(context, order, sight)));
}

function jobView(context: NodeContext, parts: JobParts): JobView {
  const { jobId, kind, folder } = parts.order.data;
  return {
    jobId,
    kind,
    orderedAt: parts.order.openedAt,
    folder,
    sentence: parts.sentence,
    isDone: parts.tasks.length > 0 && parts.tasks.every(({ isFinal, problem }) => isFinal && !problem),
    tasks: parts.tasks.map((task) => taskView(context, task)),
    files: filesOf(parts),
    ...reportsOf(parts),
  };
}

/** Finished files in the person's folder, in the order of their tasks. */
export function filesOf({ tasks }: JobParts): string[] {
  return tasks.flatMap(({ collect }) => collect?.data.files ?? []);
}

/** What ended a job and what keeps it waiting, without what only a log needs. */
export function reportsOf({ problem, trouble }: JobParts) {
  return {
    ...(problem && { problem: { code: problem.code, message: problem.message } }),
    ...(trouble && { trouble: { code: trouble.code, message: trouble.message } }),
  };
}

function taskView({ facts }: NodeContext, { taskId, terms, fact, sentence }: TaskPart): JobView['tasks'][number] {
  const plain = { taskId, sentence, chunkCount: terms.chunkCount, bountyMcc: terms.bounty.toString() };
  if (!fact) return { ...plain, state: 'none', failures: 0, moments: [] };
  return {
    ...plain,
    state: fact.state,
    ...(fact.claim && { worker: nameOf(facts, fact.claim.worker) }),
    ...(fact.claim?.sealed && { computeMs: fact.claim.sealed.computeTime }),
    failures: fact.failures,
    moments: fact.moments.map(({ what, at, block, who, others, amount }) => ({
      what,
      at,
      block,
      ...(who && { who: nameOf(facts, who) }),
      ...(others && { others: others.map((other) => nameOf(facts, other)) }),
      ...(amount !== undefined && { amountMcc: amount.toString() }),
    })),
  };
}

/** Newest first. */
export function jobRows(context: NodeContext, sight: Sight): JobRow[] {
  return newestOrders(context).map((order) => jobRow(context, jobParts(context, order, sight), sight));
}

export function jobRow(context: NodeContext, parts: JobParts, sight: Sight): JobRow {
  const { order, name, tasks, state, sentence, problem, trouble } = parts;
  const { jobId, kind, files } = order.data;
  const done = tasks.filter(({ fact }) => fact?.state === 'accepted');
  const [picture = files[0]?.path] = filesOf(parts);
  const { work, fees } = costOf(context, parts, sight);
  return {
    jobId,
    name,
    kind,
    kindLabel: kindLabel(kind),
    state,
    sentence: problem?.message ?? trouble?.message ?? sentence,
    chunksDone: done.reduce((sum, { terms }) => sum + terms.chunkCount, 0),
    chunks: tasks.reduce((sum, { terms }) => sum + terms.chunkCount, 0) || files.length,
    priceMcc: (work + fees).toString(),
    orderedAt: order.openedAt,
    ...(picture !== undefined && { picture }),
  };
}

/** What a job took, or sets aside as long as its end is open: for the work, and for fees and checking. */
export function costOf(
  { me }: NodeContext,
  { order, tasks }: JobParts,
  { price }: Pick<Sight, 'price'>,
): { work: Mcc; fees: Mcc } {
  if (tasks.length === 0) return { work: order.data.problem ? mcc(0) : (order.data.setAside ?? mcc(0)), fees: mcc(0) };
  const costs = tasks.map((task) => taskCost(task, me, price));
  const sum = (of: (cost: (typeof costs)[number]) => bigint): Mcc =>
    mcc(costs.reduce((total, cost) => total + of(cost), 0n));
  return { work: sum(({ work }) => work), fees: sum(({ fees }) => fees) };
}

function taskCost(
  { fact, terms, problem }: TaskPart,
  me: Address,
  price: Sight['price'],
): { work: bigint; fees: bigint } {
  if (!fact) {
    if (problem) return { work: 0n, fees: 0n };
    const { bounty, setAside } = quoteTask(terms.bounty, terms.chunkCount, terms.drawnShare, price);
    return { work: bounty, fees: setAside - bounty };
  }
  if (fact.state !== 'accepted' && fact.state !== 'cancelled' && fact.state !== 'expired') {
    return { work: terms.bounty, fees: fact.escrow - terms.bounty };
  }
  const work = fact.state === 'accepted' ? terms.bounty : 0n;
  const paid = paidBy(fact, me);
  return { work, fees: paid > work ? paid - work : 0n };
}
