/**
 * How long a job may take, in words. Rough on purpose: tasks are spread over the computers that could take them now,
 * each as fast as the reference machine; then comes the checking. Other people's jobs are not considered.
 */
import type { JobQuote } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';

/** Claiming, drawing who checks, and settling. */
const AROUND_SECONDS = 60;
/** What checking adds to computing. */
const CHECKING = 1.2;
/** How many others re-compute a part of each task. */
export const CHECKERS_A_TASK = 2;

type Sizes = Pick<JobQuote, 'tasks' | 'estimateSeconds' | 'workers' | 'checkers'>;

/** What to expect; `waits` when nobody could start or finish it now. */
export interface Expectation {
  readonly sentence: string;
  readonly waits: boolean;
}

/** `less than 2 minutes`, `about 12 minutes`, `about 3 hours`. */
export function roughly(seconds: number): string {
  if (seconds < 120) return 'less than 2 minutes';
  if (seconds < 90 * 60) return `about ${count(Math.round(seconds / 60), 'minute')}`;
  if (seconds < 36 * 3600) return `about ${count(Math.round(seconds / 3600), 'hour')}`;
  return `about ${count(Math.round(seconds / 86_400), 'day')}`;
}

/** What to expect of a quoted job. */
export function expectationOf({ tasks, estimateSeconds, workers, checkers }: Sizes): Expectation {
  if (workers === 0) {
    return { sentence: 'Nobody is there to compute it now; it waits until somebody is.', waits: true };
  }
  if (checkers < CHECKERS_A_TASK) {
    const there = checkers === 0 ? 'nobody is' : 'only one is';
    return {
      sentence: `Two others must check it and ${there} there now; it waits for them once it is computed.`,
      waits: true,
    };
  }
  const rounds = Math.ceil(tasks / Math.min(workers, Math.max(1, tasks)));
  const seconds = (estimateSeconds / Math.max(1, tasks)) * rounds * CHECKING + AROUND_SECONDS;
  const there = workers === 1 ? '1 computer could take it now' : `${workers} computers could take it now`;
  return { sentence: `${capital(roughly(seconds))}; ${there}.`, waits: false };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
