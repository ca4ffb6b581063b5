/** The steps that anyone may push, as acts: each is due as long as the facts still ask for it, whoever pushes. */
import { dutyId, dutyOf } from '../../domain/duty/duties.js';
import { isAppError } from '../../domain/errors.js';
import type { Hex } from '../../domain/identity.js';
import type { NodeContext } from '../context.js';
import type { Act } from '../journal/runner.js';

const KEEPER_STEPS = ['draw', 'redraw', 'settle', 'settle-unchecked', 'lapse', 'expire'] as const;
type KeeperStep = (typeof KEEPER_STEPS)[number];

/** One act a step. A refusal means that somebody else was faster, or that it is too early: the facts decide. */
export function keeperActs({ facts, contracts, me, chainClock }: NodeContext): {
  readonly [Step in KeeperStep]: Act<Step>;
} {
  const send: Readonly<Record<KeeperStep, (taskId: Hex) => Promise<void>>> = {
    draw: (taskId) => contracts.send('verification', 'draw', [taskId]),
    redraw: (taskId) => contracts.send('verification', 'redraw', [taskId]),
    settle: (taskId) => contracts.send('settlement', 'settle', [taskId]),
    'settle-unchecked': (taskId) => contracts.send('settlement', 'settleUnchecked', [taskId]),
    lapse: (taskId) => contracts.send('taskClaims', 'lapse', [taskId]),
    expire: (taskId) => contracts.send('taskMarket', 'expire', [taskId]),
  };
  const act = <Step extends KeeperStep>(step: Step): Act<Step> => ({
    standing: ({ data, id }) => {
      const task = facts.task(data.taskId);
      const duty = task && dutyOf(task, facts, me, chainClock.now());
      return duty && dutyId(duty) === id ? 'due' : 'done';
    },
    perform: async ({ data }) => {
      try {
        await send[step](data.taskId);
      } catch (thrown) {
        if (!isAppError(thrown) || thrown.code !== 'chain.refused') throw thrown;
      }
      return undefined;
    },
  });
  return {
    draw: act('draw'),
    redraw: act('redraw'),
    settle: act('settle'),
    'settle-unchecked': act('settle-unchecked'),
    lapse: act('lapse'),
    expire: act('expire'),
  };
}
