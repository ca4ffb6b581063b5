/** Computes a claimed task chunk by chunk; each finished chunk is journalled, and a restart goes on after the last. */
import { sameAddress, toHex, type Hex } from '../../domain/identity.js';
import { encodeOutputManifest } from '../../domain/task/manifest.js';
import { rootOf } from '../../domain/task/leaf.js';
import { isAppError } from '../../domain/errors.js';
import type { TaskFact } from '../../domain/facts.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keccak } from '../chain/encode.js';
import type { NodeContext } from '../context.js';
import type { DoneChunk, Intent } from '../journal/intents.js';
import type { Act } from '../journal/runner.js';
import { digestOf, owedUntil } from '../storage/exchange.js';
import type { PassBy } from './claim.js';
import { extensionDue } from './extend.js';
import { fetchChunks, fetchManifest } from './input.js';

const SALT_BYTES = 32;

/** Errors that no later try would change: the task goes back while that is free. */
const UNUSABLE = /^(input\.|storage\.(not-found|wrong-bytes|too-large)|process\.broken)/;

/** @param passBy Told of a task whose input cannot be computed. */
export function computeAct(context: NodeContext, passBy: PassBy): Act<'compute'> {
  const { facts, journal, me, scratch } = context;
  return {
    standing: ({ data, id }) => {
      const task = facts.task(data.taskId);
      if (!task?.claim || !sameAddress(task.claim.worker, me)) return 'moot';
      if (id !== `compute:${data.taskId}:${task.claim.attempt}`) return 'moot';
      if (task.state !== 'claimed') return task.claim.sealed ? 'done' : 'moot';
      return 'due';
    },
    perform: async (intent, signal) => {
      const task = facts.task(intent.data.taskId);
      if (!task) return 'moot';
      const { chunks, computeMs } = await computeChunks(context, intent, task, signal);
      await journal.begin([{ kind: 'submit', id: submitId(task), data: await pack(context, task, chunks, computeMs) }]);
      return 'done';
    },
    isFinal: (thrown) => isAppError(thrown) && UNUSABLE.test(thrown.code),
    giveUp: async ({ data, id }) => {
      passBy(data.taskId, 'for good');
      await journal.begin([{ kind: 'hand-back', id: id.replace('compute', 'hand-back'), data }]);
    },
    ended: async ({ data }, outcome) => {
      if (outcome !== 'done') await scratch.remove(`work-${data.taskId}`);
    },
  };
}

/** The submission of the task's present attempt. */
export function submitId({ taskId, claim }: TaskFact): string {
  return `submit:${taskId}:${claim?.attempt ?? 0}`;
}

async function computeChunks(
  context: NodeContext,
  intent: Intent<'compute'>,
  task: TaskFact,
  signal: AbortSignal,
): Promise<{ chunks: DoneChunk[]; computeMs: number }> {
  const { taskId, terms } = task;
  const folder = await context.scratch.create(`work-${taskId}`);
  const done = await stillThere(intent.data.chunks ?? []);
  const missing = Array.from({ length: terms.chunkCount }, (_, index) => index).filter((index) => !done.has(index));
  const input = await fetchManifest(context, task, folder, owedUntil(terms), signal);
  const chunks = await fetchChunks(context, task, input, missing, owedUntil(terms), signal);
  await inspectAll(context, terms.kind, chunks, signal);
  let noted: Promise<void> = Promise.resolve();
  const { kind, options } = input.manifest;
  const note = (chunk: DoneChunk): void => {
    done.set(chunk.index, chunk);
    noted = noted.then(async () => {
      await context.journal.addChunk(intent, chunk);
      const current = context.facts.task(taskId) ?? task;
      await context.journal.begin(extensionDue(current, context.chainClock.now()));
    });
  };
  const startedAt = context.clock.now();
  if (chunks.length > 0) {
    await context.lanes.call(
      'work',
      'run',
      { kind, options, chunks, scratch: folder },
      {
        signal,
        onProgress: (chunk) => note({ ...chunk, digest: chunk.digest as Hex }),
      },
    );
  }
  const computeMs = context.clock.now() - startedAt;
  await noted;
  return { chunks: [...done.values()].sort((one, other) => one.index - other.index), computeMs };
}

/** A picture that cannot be computed is found before any is, while handing back is free. @throws AppError `input.*`. */
async function inspectAll(
  { lanes }: NodeContext,
  kind: string,
  chunks: readonly { readonly path: string }[],
  signal: AbortSignal,
): Promise<void> {
  if (chunks.length === 0) return;
  await lanes.call('work', 'inspect', { kind, paths: chunks.map(({ path }) => path) }, { signal });
}

/** A chunk that was noted but whose file is gone or torn is computed again. */
async function stillThere(chunks: readonly DoneChunk[]): Promise<Map<number, DoneChunk>> {
  const kept = new Map<number, DoneChunk>();
  for (const chunk of chunks) {
    const digest = await digestOf(chunk.path).catch(() => undefined);
    if (digest === chunk.digest) kept.set(chunk.index, chunk);
  }
  return kept;
}

async function pack(
  context: NodeContext,
  { taskId, terms }: TaskFact,
  chunks: readonly DoneChunk[],
  computeMs: number,
) {
  const { exchange, random, scratch } = context;
  const until = owedUntil(terms);
  const stored: { cid: string; size: number; digest: Hex }[] = [];
  for (const { path, size, digest } of chunks)
    stored.push({ cid: (await exchange.add(path, until)).cid, size, digest });
  const folder = await scratch.create(`work-${taskId}`);
  const path = join(folder, 'result');
  await writeFile(path, encodeOutputManifest({ version: 1, sealed: 'none', task: taskId, chunks: stored }));
  const { cid: outputCid } = await exchange.add(path, until);
  const digests = chunks.map(({ digest }) => digest);
  return {
    taskId,
    root: rootOf(digests, keccak),
    outputCid,
    salt: toHex(random.bytes(SALT_BYTES)),
    digests,
    computeMs,
  };
}
