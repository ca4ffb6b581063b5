/** One job put together: its order, its tasks as the chain and the journal know them, and what stands in its way. */
import { basename } from 'node:path';
import type { Facts, TaskFact } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import { phaseOf } from '../../domain/task/phase.js';
import type { JobState } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import type { NodeContext } from '../context.js';
import type { Intent, JobTask, Problem } from '../journal/intents.js';
import { itemWords } from './kinds.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

export interface TaskPart extends JobTask {
  /** As the chain knows it; absent until it is posted. */
  readonly fact?: TaskFact;
  /** Counts through the job: the place of its first chunk. */
  readonly firstChunk: number;
  readonly collect?: Intent<'collect'>;
  readonly sentence: string;
  /** Nothing more will happen to it on chain or here. */
  readonly isFinal: boolean;
  /** What ended it for this node, whatever the chain says. */
  readonly problem?: Problem;
}

export interface JobParts {
  readonly order: Intent<'order'>;
  readonly name: string;
  readonly tasks: readonly TaskPart[];
  readonly state: JobState;
  readonly sentence: string;
  /** What ended the job, or a part of it. */
  readonly problem?: Problem;
  /** What keeps it waiting: it is tried again by itself. */
  readonly trouble?: Problem;
}

/** `12 photos`, or the name of a single file. */
export function jobName({ kind, files }: Intent<'order'>['data']): string {
  const [only] = files;
  const { one, many } = itemWords(kind);
  return files.length === 1 && only ? basename(only.path) : count(files.length, one, many);
}

/** What is known of an order; reads no other job's intents. */
export function jobParts(
  context: NodeContext,
  order: Intent<'order'>,
  { troubleOf }: Pick<Sight, 'troubleOf'>,
): JobParts {
  const intents = context.journal.ofJob(order.data.jobId);
  const tasks = taskParts(context, order, intents);
  const problem = intents.map(problemIn).find((one) => one !== undefined);
  const trouble = intents.map(({ id }) => troubleOf(id)).find((one) => one !== undefined);
  const state = stateOf(order, tasks);
  return {
    order,
    name: jobName(order.data),
    tasks,
    state,
    sentence:
      problem?.message ?? (tasks.find(({ isFinal }) => !isFinal) ?? tasks[0])?.sentence ?? 'Preparing your files',
    ...(problem && { problem }),
    ...(trouble && state === 'under-way' && { trouble }),
  };
}

function problemIn({ data }: Intent): Problem | undefined {
  return 'problem' in data ? data.problem : undefined;
}

function stateOf({ data }: Intent<'order'>, tasks: readonly TaskPart[]): JobState {
  if (tasks.length === 0) return data.problem ? 'stopped' : 'under-way';
  if (tasks.some(({ isFinal }) => !isFinal)) return 'under-way';
  return tasks.every(({ collect }) => collect?.outcome === 'done') ? 'done' : 'stopped';
}

function taskParts(context: NodeContext, { data }: Intent<'order'>, intents: readonly Intent[]): TaskPart[] {
  const collects = new Map(intents.flatMap((one) => (one.kind === 'collect' ? [[one.data.taskId, one] as const] : [])));
  const unposted = new Map<string, Problem>();
  for (const { kind, data: post } of intents) {
    if (kind === 'post' && post.problem) for (const { taskId } of post.tasks) unposted.set(taskId, post.problem);
  }
  let firstChunk = 0;
  return (data.tasks ?? []).map((task) => {
    const part = taskPart(context, task, firstChunk, collects.get(task.taskId), unposted.get(task.taskId));
    firstChunk += task.terms.chunkCount;
    return part;
  });
}

function taskPart(
  { facts }: NodeContext,
  task: JobTask,
  firstChunk: number,
  collect: Intent<'collect'> | undefined,
  unposted: Problem | undefined,
): TaskPart {
  const fact = facts.task(task.taskId);
  const problem = collect?.data.problem ?? (fact ? undefined : unposted);
  const known = {
    ...task,
    firstChunk,
    ...(fact && { fact }),
    ...(collect && { collect }),
    ...(problem && { problem }),
  };
  if (!fact) return { ...known, sentence: unposted?.message ?? 'Being posted', isFinal: unposted !== undefined };
  const local = { collected: collect?.outcome === 'done', missingCheckers: missingCheckers(facts, fact) };
  const { sentence, isFinal } = phaseOf(fact, local, (address) => nameOf(facts, address));
  return { ...known, sentence, isFinal: isFinal || problem !== undefined };
}

/** Seats that could check the task, against the fewest it accepts; only asked of one that waits for them. */
function missingCheckers(facts: Facts, { state, requester, claim, terms }: TaskFact): number {
  if (state !== 'sealed') return 0;
  const parties = [requester, claim?.worker ?? ''];
  const able = facts.seats().filter(({ holder }) => !parties.some((party) => sameAddress(party, holder)));
  return Math.max(0, terms.fewestVerifiers - able.length);
}
