/**
 * The verifier's part: re-compute the drawn chunks, commit to their digests before anybody but the worker knows the
 * worker's, and reveal once the worker has opened. An answer that agrees is revealed only when the outputs can be had:
 * work that nobody can fetch was not delivered.
 */
import type { RoundFact, TaskFact, VoteFact } from '../../domain/facts.js';
import { type Hex, sameAddress, toHex } from '../../domain/identity.js';
import { AppError } from '../../domain/errors.js';
import { commitmentOf } from '../chain/encode.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import type { Act, Standing } from '../journal/runner.js';
import { briefly } from '../storage/exchange.js';
import { fetchChunks, fetchManifest } from './input.js';
import { fetchOutput } from './output.js';

/** The check behind a round of a task. */
export function checkId({ taskId, claim, round }: TaskFact): string {
  return `check:${taskId}:${claim?.attempt ?? 0}.${round?.number ?? 0}`;
}

function myVote({ me }: NodeContext, round: RoundFact | undefined): VoteFact | undefined {
  return round?.votes.find(({ verifier }) => sameAddress(verifier, me));
}

export function checkAct(context: NodeContext): Act<'check'> {
  const { facts, contracts, journal, me } = context;
  return {
    standing: ({ data, id }): Standing => {
      const task = facts.task(data.taskId);
      const vote = myVote(context, task?.round);
      if (!task || checkId(task) !== id || !vote) return 'moot';
      if (vote.committed) return 'done';
      return task.round?.phase === 'committing' ? 'due' : 'moot';
    },
    perform: async (intent, signal) => {
      const { taskId, round, salt } = intent.data;
      const task = facts.task(taskId);
      if (!task) return 'moot';
      const digests = intent.data.digests ?? (await recompute(context, intent, task, signal));
      if (!intent.data.digests) await journal.note(intent, { digests });
      await contracts.send('verification', 'commit', [taskId, commitmentOf(taskId, round, me, digests, salt)]);
      return undefined;
    },
    ended: async ({ data }, outcome) => {
      if (outcome !== 'done') await context.scratch.remove(`check-${data.taskId}`);
    },
  };
}

async function recompute(
  context: NodeContext,
  intent: Intent<'check'>,
  task: TaskFact,
  signal: AbortSignal,
): Promise<Hex[]> {
  const folder = await context.scratch.create(`check-${task.taskId}`);
  const until = briefly(context.clock.now());
  const input = await fetchManifest(context, task, folder, until, signal);
  const chunks = await fetchChunks(context, task, input, intent.data.chunks, until, signal);
  const { kind, options } = input.manifest;
  const computed = await context.lanes.call('check', 'run', { kind, options, chunks, scratch: folder }, { signal });
  const digestByIndex = new Map(computed.map(({ index, digest }) => [index, digest as Hex]));
  return intent.data.chunks.map((index) => {
    const digest = digestByIndex.get(index);
    if (!digest) throw new AppError('bug', `Chunk ${index} was asked for and did not come back.`);
    return digest;
  });
}

export function revealAct(context: NodeContext): Act<'reveal'> {
  const { facts, contracts, journal } = context;
  const checkOf = (task: TaskFact) => (journal.get(checkId(task)) as Intent<'check'> | undefined)?.data;
  return {
    standing: ({ data }): Standing => {
      const task = facts.task(data.taskId);
      const vote = myVote(context, task?.round);
      if (!task || !vote || !checkOf(task)) return 'moot';
      if (vote.revealed) return 'done';
      return task.round?.phase === 'revealing' ? 'due' : 'moot';
    },
    perform: async ({ data }, signal) => {
      const task = facts.task(data.taskId);
      const check = task && checkOf(task);
      if (!task || !check?.digests) return 'moot';
      await assertDelivered(context, task, check.chunks, check.digests, signal);
      await contracts.send('verification', 'reveal', [task.taskId, [...check.digests], check.salt]);
      return undefined;
    },
    ended: ({ data }) => context.scratch.remove(`check-${data.taskId}`),
  };
}

/** Fetches the drawn outputs where this node agrees with them. @throws AppError while they cannot be had. */
async function assertDelivered(
  context: NodeContext,
  task: TaskFact,
  chunks: readonly number[],
  digests: readonly Hex[],
  signal: AbortSignal,
): Promise<void> {
  const agrees = task.opened?.digests.every((digest, position) => digest === digests[position]);
  if (agrees !== true) return;
  const folder = await context.scratch.create(`check-${task.taskId}`);
  await fetchOutput(context, task, folder, signal, chunks);
}

/** A fresh check of the round, with its salt. */
export function newCheck({ random }: NodeContext, task: TaskFact) {
  const { taskId, round } = task;
  return { taskId, round: round?.number ?? 0, chunks: round?.chunks ?? [], salt: toHex(random.bytes(32)) };
}
