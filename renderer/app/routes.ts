/** Where the pages are, behind the `#` of the window's address. A name after a colon stands for any value. */
import type { Target } from '../../domain/wire/ipc/shapes.js';

export const HOME = '/';
export const JOBS = '/jobs';
export const NEW_JOB = '/jobs/new';
export const JOB = '/jobs/:jobId';
export const LEND = '/lend';
export const PEOPLE = '/people';
export const PERSON = '/people/:address';
export const SETTINGS = '/settings';

/** The path of what a sentence or a row speaks of. */
export function pathOf(target: Target): string {
  switch (target.page) {
    case 'job':
      return JOB.replace(':jobId', encodeURIComponent(target.jobId));
    case 'person':
      return PERSON.replace(':address', target.address);
    case 'lend':
      return LEND;
  }
}
