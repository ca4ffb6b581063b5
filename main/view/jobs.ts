/** Rows of the Jobs page: journal (what was ordered, what lies in the folder) and mirror (how each task stands). */
import type { Facts, TaskFact } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import { phaseOf } from '../../domain/task/phase.js';
import type { JobView } from '../../domain/wire/ipc/jobs.js';
import type { NodeContext } from '../context.js';
import type { Intent, JobTask, Problem } from '../journal/intents.js';
import { nameOf } from './names.js';

/** Newest first. */
export function jobRows(context: NodeContext, troubleOf: TroubleOf): JobView[] {
  const orders = context.journal.ofKind('order').sort((one, other) => other.openedAt - one.openedAt);
  return orders.map((order) => jobRow(context, order, troubleOf));
}

/** Why something that is tried again did not work the last time, by its intent. */
type TroubleOf = (intentId: string) => Problem | undefined;

function jobRow(context: NodeContext, order: Intent<'order'>, troubleOf: TroubleOf): JobView {
  const { jobId, kind, folder, tasks = [] } = order.data;
  const collected = context.journal.ofKind('collect').filter(({ data }) => data.jobId === jobId);
  const posts = context.journal.ofKind('post').filter(({ data }) => data.jobId === jobId);
  const rows = tasks.map((task) => taskRow(context, task, collected));
  const problem = [order, ...posts, ...collected]
    .map(({ data }) => data.problem)
    .find((one): one is Problem => one !== undefined);
  const trouble = [order, ...posts, ...collected].map(({ id }) => troubleOf(id)).find((one) => one !== undefined);
  const isDone = tasks.length > 0 && rows.every(({ isFinal }) => isFinal);
  return {
    jobId,
    kind,
    orderedAt: order.openedAt,
    folder,
    sentence:
      problem?.message ??
      rows.find(({ isFinal }) => !isFinal)?.row.sentence ??
      rows[0]?.row.sentence ??
      'Preparing your files',
    isDone,
    tasks: rows.map(({ row }) => row),
    files: collected.flatMap(({ data }) => data.files ?? []),
    ...(trouble && { trouble: { code: trouble.code, message: trouble.message } }),
    ...(problem && { problem: { code: problem.code, message: problem.message } }),
  };
}

function taskRow(context: NodeContext, { taskId, terms }: JobTask, collected: readonly Intent<'collect'>[]) {
  const { facts } = context;
  const task = facts.task(taskId);
  const bountyMcc = terms.bounty.toString();
  if (!task) {
    const row = {
      taskId,
      state: 'none',
      sentence: 'Being posted',
      chunkCount: terms.chunkCount,
      bountyMcc,
      failures: 0,
      moments: [],
    };
    return { row, isFinal: false };
  }
  const isCollected = collected.some(({ data, outcome }) => data.taskId === taskId && outcome === 'done');
  const { sentence, isFinal } = phaseOf(
    task,
    { collected: isCollected, missingCheckers: missingCheckers(facts, task) },
    (address) => nameOf(facts, address),
  );
  const row = {
    taskId,
    state: task.state,
    sentence,
    chunkCount: terms.chunkCount,
    bountyMcc,
    ...(task.claim && { worker: nameOf(facts, task.claim.worker) }),
    ...(task.claim?.sealed && { computeMs: task.claim.sealed.computeTime }),
    failures: task.failures,
    moments: momentsOf(context, task),
  };
  return { row, isFinal };
}

/** Seats that could check the task, against the fewest it accepts. */
function missingCheckers(facts: Facts, { requester, claim, terms }: TaskFact): number {
  const parties = [requester, claim?.worker ?? ''];
  const able = facts.seats().filter(({ holder }) => !parties.some((party) => sameAddress(party, holder)));
  return Math.max(0, terms.fewestVerifiers - able.length);
}

function momentsOf({ facts }: NodeContext, task: TaskFact): JobView['tasks'][number]['moments'] {
  return task.moments.map(({ what, at, block, who, others, amount }) => ({
    what,
    at,
    block,
    ...(who && { who: nameOf(facts, who) }),
    ...(others && { others: others.map((other) => nameOf(facts, other)) }),
    ...(amount !== undefined && { amountMcc: amount.toString() }),
  }));
}
