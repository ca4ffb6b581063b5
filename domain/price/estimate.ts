/** How long work takes on the reference machine, and how a job's chunks become tasks of a size worth claiming. */
import { AppError } from '../errors.js';
import type { KindSpec } from '../task/kind-spec.js';
import { MOST_CHUNKS } from '../task/manifest.js';
import { type Mcc, mcc } from '../units.js';
import type { Figures, TaskOptions } from '../wire/process.js';

/** 1 mCC is 3.6 CPU-seconds of the reference machine. */
const SECONDS_PER_MCC = 3.6;
/** A task is cut off once it holds this much work: long enough to be worth a claim, short enough for its lock. */
const TASK_SECONDS = 8 * 60;

/**
 * Reference CPU-seconds as credits, rounded up.
 * @throws AppError `input.malformed` for no span: figures may come from a stranger's manifest.
 */
export function creditsFor(referenceSeconds: number): Mcc {
  if (!Number.isFinite(referenceSeconds) || referenceSeconds < 0) {
    throw new AppError(
      'input.malformed',
      'The figures of this work say nothing about its length, so it is left alone.',
    );
  }
  return mcc(BigInt(Math.ceil(referenceSeconds / SECONDS_PER_MCC)));
}

/** Reference CPU-seconds for some chunks, by their figures. */
export function estimateOf(spec: KindSpec, figures: readonly Figures[], options: TaskOptions): number {
  return figures.reduce((sum, one) => sum + spec.estimateSeconds(one, options), 0);
}

/** Cuts chunks, in order, into tasks: as many as fit the time, and no more than the kind allows in one. */
export function cutIntoTasks<Chunk extends { readonly figures: Figures }>(
  spec: KindSpec,
  chunks: readonly Chunk[],
  options: TaskOptions,
): Chunk[][] {
  const most = Math.min(spec.limits.maxChunksPerTask, MOST_CHUNKS);
  const tasks: Chunk[][] = [];
  let current: Chunk[] = [];
  let filled = 0;
  for (const chunk of chunks) {
    const takes = spec.estimateSeconds(chunk.figures, options);
    const full = current.length >= most || filled + takes > TASK_SECONDS;
    if (current.length > 0 && full) {
      tasks.push(current);
      current = [];
      filled = 0;
    }
    current.push(chunk);
    filled += takes;
  }
  if (current.length > 0) tasks.push(current);
  return tasks;
}
