/** The steps that anyone may push, as acts: each is done when the facts have moved past it, whoever pushed. */
import { isAppError } from '../../domain/errors.js';
import type { TaskFact, TaskState } from '../../domain/facts.js';
import type { NodeContext } from '../context.js';
import type { Act, Standing } from '../journal/runner.js';

const KEEPER_STEPS = ['draw', 'redraw', 'settle', 'settle-unchecked', 'lapse', 'expire'] as const;
type KeeperStep = (typeof KEEPER_STEPS)[number];

/** Whether the step is still to be pushed, by what the mirror says. */
const IS_DUE: Readonly<Record<KeeperStep, (task: TaskFact) => boolean>> = {
  draw: ({ state, round }) => state === 'sealed' || (state === 'checking' && round?.phase === 'none'),
  redraw: ({ state, round }) => state === 'checking' && round?.phase === 'committing',
  settle: ({ state }) => state === 'checking',
  'settle-unchecked': ({ state }) => state === 'sealed',
  lapse: ({ state }) => state === 'claimed',
  expire: ({ state }) => state === 'open',
};

const OVER: ReadonlySet<TaskState> = new Set(['accepted', 'cancelled', 'expired', 'open']);

function standing(task: TaskFact | undefined, step: KeeperStep, attempt: string): Standing {
  if (!task) return 'moot';
  if (IS_DUE[step](task) && (step === 'expire' || String(task.claim?.attempt ?? 0) === attempt)) return 'due';
  return step === 'expire' || !OVER.has(task.state) || task.state !== 'open' ? 'done' : 'moot';
}

/** The claim's attempt an intent was begun for: `settle:<task>:<attempt>.<round>`. */
function attemptOf(id: string): string {
  return id.split(':')[2]?.split('.')[0] ?? '0';
}

/** One act a step. A refusal means that somebody else was faster, or that it is too early: the facts decide. */
export function keeperActs({ facts, contracts }: NodeContext): { readonly [Step in KeeperStep]: Act<Step> } {
  const send = {
    draw: (taskId) => contracts.send('verification', 'draw', [taskId]),
    redraw: (taskId) => contracts.send('verification', 'redraw', [taskId]),
    settle: (taskId) => contracts.send('settlement', 'settle', [taskId]),
    'settle-unchecked': (taskId) => contracts.send('settlement', 'settleUnchecked', [taskId]),
    lapse: (taskId) => contracts.send('taskClaims', 'lapse', [taskId]),
    expire: (taskId) => contracts.send('taskMarket', 'expire', [taskId]),
  } as const satisfies Record<KeeperStep, (taskId: `0x${string}`) => Promise<void>>;
  const act = <Step extends KeeperStep>(step: Step): Act<Step> => ({
    standing: ({ data, id }) => standing(facts.task(data.taskId), step, attemptOf(id)),
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
