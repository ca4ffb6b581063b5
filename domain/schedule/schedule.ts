/**
 * Which open task this node tries to claim next.
 *
 * First what it may claim at all: the task is open, its deadline neither too near nor too far, somebody else's, not one
 * that ran out of time here before, its engine is one this node has,
 * and a slot is free. Then the order every app uses: bounty per estimated credit, then age. What is not considered here: the
 * margin, which needs the manifest's figures (`pay.ts`), and other workers, who decide the same at the same moment:
 * the chain takes the first.
 */
import type { Facts, TaskFact, TaskState } from '../facts.js';
import { type Address, type Hex, sameAddress } from '../identity.js';
import { type Ms, minutes } from '../units.js';

/** Less time than this to the deadline is not enough to fetch, compute and submit. */
const SHORTEST_NOTICE = minutes(1);
/** A worker keeps a task's files until after its deadline; nobody is made to keep them for ever. */
const LONGEST_NOTICE = minutes(7 * 24 * 60);
const CLAIMS_AT_ONCE_ON_CHAIN = 5;

export interface WorkerView {
  readonly me: Address;
  readonly engines: readonly Hex[];
  /** Tasks computed at the same time. */
  readonly slots: number;
  /** Tasks already passed by, for instance for their price. */
  readonly passedBy: ReadonlySet<Hex>;
  readonly now: Ms;
}

function mayClaim(task: TaskFact, view: WorkerView): boolean {
  return (
    task.state === 'open' &&
    task.terms.deadline > view.now + SHORTEST_NOTICE &&
    task.terms.deadline < view.now + LONGEST_NOTICE &&
    !task.moments.some(({ what, who }) => what === 'lapsed' && who !== undefined && sameAddress(who, view.me)) &&
    !sameAddress(task.requester, view.me) &&
    view.engines.includes(task.terms.engine) &&
    !view.passedBy.has(task.taskId)
  );
}

/** Better first: more bounty for an estimated credit, then longer waiting. */
function byWorth(one: TaskFact, other: TaskFact): number {
  const difference = other.terms.bounty * one.terms.estimate - one.terms.bounty * other.terms.estimate;
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return (one.moments[0]?.at ?? 0) - (other.moments[0]?.at ?? 0);
}

/** A claim counts, on chain too, until it is judged. */
const ACTIVE: ReadonlySet<TaskState> = new Set(['claimed', 'sealed', 'checking']);

/** The tasks to try to claim now, best first; none while every slot is taken. */
export function tasksToClaim(facts: Facts, view: WorkerView): TaskFact[] {
  const mine = facts
    .tasks()
    .filter(({ state, claim }) => ACTIVE.has(state) && claim && sameAddress(claim.worker, view.me));
  const computing = mine.filter(({ state }) => state === 'claimed').length;
  const free = Math.min(view.slots - computing, CLAIMS_AT_ONCE_ON_CHAIN - mine.length);
  if (free <= 0) return [];
  return facts
    .tasks()
    .filter((task) => mayClaim(task, view))
    .sort(byWorth)
    .slice(0, free);
}
