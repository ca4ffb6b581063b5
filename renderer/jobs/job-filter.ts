/** Which jobs are shown: by state and by words searched for. */
import { JOB_STATES, type JobRow, type JobState } from '../../domain/wire/ipc/jobs.js';

/** A state, or all of them. */
export type JobFilter = JobState | 'all';

/** In the order in which they are offered. */
export const JOB_FILTERS: readonly JobFilter[] = ['all', ...JOB_STATES];

/** What states are called. */
export const STATE_LABELS: Readonly<Record<JobFilter, string>> = {
  all: 'All',
  'under-way': 'Under way',
  done: 'Done',
  stopped: 'Stopped',
};

/** Rows in which every searched word occurs: in the name, the kind or the state. */
export function searched(rows: readonly JobRow[], search: string): readonly JobRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ name, kindLabel, sentence }) => {
    const text = `${name} ${kindLabel} ${sentence}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Rows in a state. */
export function filtered(rows: readonly JobRow[], filter: JobFilter): readonly JobRow[] {
  return filter === 'all' ? rows : rows.filter(({ state }) => state === filter);
}
