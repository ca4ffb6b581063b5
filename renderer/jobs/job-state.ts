/** How a job's state looks and what its parts are called. */
import type { JobState } from '../../domain/wire/ipc/jobs.js';
import type { DotState } from '../ui/state-dot.js';

/** The mark beside a job's sentence. */
export const DOTS: Readonly<Record<JobState, DotState>> = { 'under-way': 'busy', done: 'good', stopped: 'bad' };

/** The name of a file from its path, as people know it. */
export const fileName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
