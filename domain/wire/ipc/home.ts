/** The call of Home: how am I doing. */
import { z } from 'zod';
import type { IpcTable } from './call.js';
import { jobsCalls } from './jobs.js';
import { lendStatus } from './lend.js';
import { standingShape } from './people.js';
import { amountMcc, happening } from './shapes.js';

const page = z.object({
  me: standingShape,
  /** Set aside for jobs under way, and deposits. */
  setAsideMcc: amountMcc,
  depositsMcc: amountMcc,
  /** Earned less spent since midnight, by this computer's clock. */
  todayMcc: amountMcc,
  earned30Mcc: amountMcc,
  spent30Mcc: amountMcc,
  lend: lendStatus,
  /** Under way, newest first. */
  jobs: jobsCalls['jobs.rows'].output,
  /** Newest first, at most 50. */
  happenings: z.array(happening),
  /** There is something to lose and the recovery words were not confirmed yet. */
  shouldSaveWords: z.boolean(),
});
export type HomePage = z.infer<typeof page>;

export const homeCalls = { 'home.page': { input: z.null(), output: page } } as const satisfies IpcTable;
