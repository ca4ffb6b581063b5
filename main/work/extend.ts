/** Keeps a claim whose work takes longer than the lock: progress extends it, once, to the finish it stated. */
import type { TaskFact } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import { type Ms, minutes } from '../../domain/units.js';
import type { NodeContext } from '../context.js';
import type { NewIntent } from '../journal/journal.js';
import type { Act } from '../journal/runner.js';

/** With less than this left of the lock, the next chunk finished asks for more. */
const LAST_MINUTES = minutes(5);

/** What to begin when a chunk was finished; nothing while there is time. */
export function extensionDue({ taskId, claim }: TaskFact, now: Ms): NewIntent<'extend'>[] {
  if (!claim || claim.extended || claim.statedFinish <= claim.lockedUntil) return [];
  if (now < claim.lockedUntil - LAST_MINUTES) return [];
  return [{ kind: 'extend', id: `extend:${taskId}:${claim.attempt}`, data: { taskId } }];
}

export function extendAct({ facts, contracts, me }: NodeContext): Act<'extend'> {
  return {
    standing: ({ data }) => {
      const task = facts.task(data.taskId);
      if (!task?.claim || task.state !== 'claimed' || !sameAddress(task.claim.worker, me)) return 'moot';
      return task.claim.extended ? 'done' : 'due';
    },
    perform: async ({ data }) => {
      await contracts.send('taskClaims', 'extend', [data.taskId]);
      return undefined;
    },
  };
}
