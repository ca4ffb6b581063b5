/** How long a task still takes: by its own pace as soon as a chunk is done, by its estimate before. */
import { type Ms, minutes, ms, seconds } from '../../domain/units.js';

export interface Pace {
  readonly startedAt: number;
  readonly chunks: number;
  readonly done: number;
  /** Reference CPU-seconds of the whole task. */
  readonly estimateSeconds: number;
}

/** The time to go at `now`, or nothing when it is over the time expected and no guess is better than another. */
export function timeLeft({ startedAt, chunks, done, estimateSeconds }: Pace, now: number): Ms | undefined {
  const soFar = Math.max(0, now - startedAt);
  // The chunk in hand counts as half done: right on average.
  const expected = done > 0 ? (soFar / (done + 0.5)) * chunks : seconds(estimateSeconds);
  const left = expected - soFar;
  return left > 0 ? ms(left) : undefined;
}

/** The time to go as people say it. */
export function timeLeftSentence(pace: Pace, now: number): string {
  if (pace.done >= pace.chunks) return 'all chunks computed, being handed in';
  const left = timeLeft(pace, now);
  if (left === undefined) return 'takes longer than expected';
  if (left < minutes(1)) return 'less than a minute left';
  if (left < minutes(90)) return `about ${Math.round(left / minutes(1))} min left`;
  return `about ${Math.round(left / minutes(60))} h left`;
}
