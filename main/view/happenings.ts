/** What happened to this account, from the moments of all tasks it had a part in. */
import type { Facts, TaskFact, TaskMoment } from '../../domain/facts.js';
import type { Address } from '../../domain/identity.js';
import { type Mcc, formatCredits } from '../../domain/units.js';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import type { Intent } from '../journal/intents.js';
import type { NodeContext } from '../context.js';
import { jobName } from './job-parts.js';
import {
  checkerSentence,
  gainOf,
  isAmong,
  momentId,
  requesterSaying,
  sentenceAbout,
  workerSentence,
} from './moments.js';

/** One thing that happened, before it becomes words. */
export interface MyMoment {
  readonly task: TaskFact;
  readonly moment: TaskMoment;
  /** Its place among the task's moments. */
  readonly position: number;
  readonly role: 'requester' | 'worker' | 'checker' | 'payee';
  readonly gain: Mcc;
}

/** Moments of a task that whoever ordered it wants to hear of, beside those that move money. */
const TOLD: ReadonlySet<TaskMoment['what']> = new Set([
  'posted',
  'claimed',
  'accepted',
  'rejected',
  'lapsed',
  'unresolved',
  'unchecked',
  'cancelled',
  'expired',
]);

/** Every moment of every task that concerns `me`, in no order. One pass over all tasks. */
export function myMoments(facts: Facts, me: Address): MyMoment[] {
  return facts.tasks().flatMap((task) =>
    task.moments.flatMap((moment, position): MyMoment[] => {
      const gain = gainOf(moment, me);
      const role = roleIn(task, moment, me, gain);
      return role ? [{ task, moment, position, role, gain }] : [];
    }),
  );
}

function roleIn(task: TaskFact, { who, others }: TaskMoment, me: Address, gain: Mcc): MyMoment['role'] | undefined {
  if (task.requester === me) return 'requester';
  if (who !== undefined && who === me) return 'worker';
  if (isAmong(me, others)) return 'checker';
  return gain === 0n ? undefined : 'payee';
}

/**
 * Newest first, at most `most`. All of them together sum up to everything that ever came to or went from the account.
 */
export function happenings(
  context: NodeContext,
  moments: readonly MyMoment[],
  most = Number.POSITIVE_INFINITY,
): Happening[] {
  const { facts, me } = context;
  const told: Happening[] = [];
  for (const one of moments.toSorted(newestFirst)) {
    if (told.length >= most) return told;
    const happening = happeningOf(context, one);
    if (happening) told.push(happening);
  }
  const joined = facts.person(me)?.joined;
  return joined && told.length < most ? [...told, joinedHappening(joined)] : told;
}

function newestFirst(one: MyMoment, other: MyMoment): number {
  return other.moment.at - one.moment.at || other.position - one.position;
}

function joinedHappening({ at, grant }: { readonly at: number; readonly grant: Mcc }): Happening {
  return grant > 0n
    ? { id: 'joined', at, sentence: 'You joined and got credits to start with', amountMcc: grant.toString() }
    : { id: 'joined', at, sentence: 'You joined' };
}

function happeningOf(context: NodeContext, one: MyMoment): Happening | undefined {
  const { task, moment, position, role, gain } = one;
  const said = saidOf(context, one);
  if (!said) return undefined;
  const jobId = role === 'requester' ? context.journal.jobOf(task.taskId) : undefined;
  return {
    id: momentId(task.taskId, position),
    at: moment.at,
    sentence: said,
    ...(gain !== 0n && { amountMcc: gain.toString() }),
    ...(jobId !== undefined && { opens: { page: 'job', jobId } as const }),
    ...(role !== 'requester' && { opens: { page: 'lend' } as const }),
  };
}

function saidOf(context: NodeContext, { task, moment, role, gain }: MyMoment): string | undefined {
  const { facts } = context;
  const moved = `A task moved credits: ${formatCredits(gain)}`;
  switch (role) {
    case 'requester':
      if (!TOLD.has(moment.what) && gain === 0n) return undefined;
      return sentenceAbout(taskName(context, task), requesterSaying(facts, task, moment));
    case 'worker':
      return workerSentence(facts, task, moment) ?? (gain === 0n ? undefined : moved);
    case 'checker':
      return checkerSentence(facts, task, moment) ?? (gain === 0n ? undefined : moved);
    case 'payee':
      return 'A fee of a settled task came to you';
  }
}

/** The job a task of one's own belongs to; one of another computer's journal is just a task. */
function taskName({ journal }: NodeContext, { taskId }: TaskFact): string {
  const jobId = journal.jobOf(taskId);
  const order = jobId === undefined ? undefined : (journal.get(`order:${jobId}`) as Intent<'order'> | undefined);
  return order ? jobName(order.data) : 'A task of yours';
}
