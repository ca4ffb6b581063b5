/** Gives a claimed task back whose input turned out to be unusable: free of cost in the first minutes, a lapse later. */
import { sameAddress } from '../../domain/identity.js';
import { refusalOf } from '../chain/revert.js';
import type { NodeContext } from '../context.js';
import type { Act } from '../journal/runner.js';

export function handBackAct({ facts, contracts, me }: NodeContext): Act<'hand-back'> {
  return {
    standing: ({ data }) => {
      const task = facts.task(data.taskId);
      return task?.state === 'claimed' && task.claim && sameAddress(task.claim.worker, me) ? 'due' : 'done';
    },
    perform: async ({ data }) => {
      await contracts.send('taskClaims', 'handBack', [data.taskId]);
      return undefined;
    },
    isFinal: (thrown) => refusalOf(thrown) === 'HandBackTooLate',
  };
}
