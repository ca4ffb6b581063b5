/** Takes back a task that nobody has claimed yet; what was set aside returns in the same call. */
import type { NodeContext } from '../context.js';
import { refusalOf } from '../chain/revert.js';
import type { Act } from '../journal/runner.js';

export function cancelAct({ facts, contracts }: NodeContext): Act<'cancel'> {
  return {
    standing: ({ data }) => {
      const state = facts.task(data.taskId)?.state;
      if (state === 'open') return 'due';
      return state === 'cancelled' ? 'done' : 'moot';
    },
    perform: async ({ data }) => {
      await contracts.send('taskMarket', 'cancel', [data.taskId]);
      return undefined;
    },
    isFinal: (thrown) => refusalOf(thrown) !== undefined,
  };
}
