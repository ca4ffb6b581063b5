/**
 * What is due on chain, and from whom, seen from one account.
 *
 * A duty follows from facts alone, so a node that was away finds it again, and one that has done it does not.
 * The requester collects what was accepted. The worker computes what it claimed, and opens its seal once every drawn
 * verifier has committed. A drawn verifier checks, then reveals once the worker has opened. Everything else is a step
 * that anyone may push: draw, draw again, settle, end a claim whose lock ran out, close what is past its deadline.
 * Not considered here: whether this node wants the role (a seat or a claim it holds is a promise), and how long to
 * wait before pushing a step that others may push as well (`isParty` says who has the nearest interest).
 */
import type { Facts, RoundFact, TaskFact } from '../facts.js';
import { type Address, type Hex, sameAddress } from '../identity.js';
import { type Ms, minutes, seconds } from '../units.js';

export const DUTY_KINDS = [
  'compute',
  'open',
  'check',
  'reveal',
  'collect',
  'draw',
  'redraw',
  'settle',
  'settle-unchecked',
  'lapse',
  'expire',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

export interface Duty {
  readonly kind: DutyKind;
  readonly taskId: Hex;
  /** The claim's attempt, and the round for steps of one: the same duty on a later one is another. */
  readonly turn: string;
  /** Whether this account is the requester, the worker or a drawn verifier of the task. */
  readonly isParty: boolean;
}

/** Steps that belong to one round of a claim. */
const OF_ROUND: ReadonlySet<DutyKind> = new Set(['check', 'open', 'reveal', 'draw', 'redraw', 'settle']);
/** Chain time runs a little behind wall time; a step that waits for a moment waits this much longer. */
const CHAIN_LAG = seconds(2);
/** How long a sealed task waits for verifiers before it is given up; the contracts hold the same number. */
const QUORUM_TIME = minutes(24 * 60);

interface Situation {
  readonly task: TaskFact;
  readonly facts: Facts;
  readonly me: Address;
  readonly now: Ms;
}

const has = (moment: number, now: Ms): boolean => now > moment + CHAIN_LAG;

function isParty({ task, me }: Situation): boolean {
  const verifiers = task.round?.votes.map(({ verifier }) => verifier) ?? [];
  return [task.requester, task.claim?.worker ?? '', ...verifiers].some((party) => sameAddress(party, me));
}

/** A round being checked that has no phase has been drawn for the last time: its task is settled as unresolved. */
function verdictReady(round: RoundFact, now: Ms): boolean {
  if (round.phase === 'none') return true;
  if (round.phase === 'opening') return has(round.phaseEndsAt, now);
  if (round.phase !== 'revealing') return false;
  return round.votes.every(({ revealed }) => revealed !== undefined) || has(round.phaseEndsAt, now);
}

function checkingDuty(situation: Situation, round: RoundFact): DutyKind | undefined {
  const { task, me, now } = situation;
  const vote = round.votes.find(({ verifier }) => sameAddress(verifier, me));
  if (verdictReady(round, now)) return 'settle';
  if (round.phase === 'committing') {
    if (has(round.phaseEndsAt, now)) return 'redraw';
    return vote && !vote.committed ? 'check' : undefined;
  }
  if (round.phase === 'opening') return task.claim && sameAddress(task.claim.worker, me) ? 'open' : undefined;
  return vote && vote.revealed === undefined ? 'reveal' : undefined;
}

function sealedDuty(situation: Situation): DutyKind | undefined {
  const { task, facts, now } = situation;
  const sealed = task.claim?.sealed;
  if (!sealed) return undefined;
  if (has(sealed.at + QUORUM_TIME, now)) return 'settle-unchecked';
  return facts.block > (task.round?.seedBlock ?? sealed.block + 1) ? 'draw' : undefined;
}

function claimedDuty({ task, me, now }: Situation): DutyKind | undefined {
  if (!task.claim) return undefined;
  if (has(task.claim.lockedUntil, now)) return 'lapse';
  return sameAddress(task.claim.worker, me) ? 'compute' : undefined;
}

function dutyKind(situation: Situation): DutyKind | undefined {
  const { task, me, now } = situation;
  switch (task.state) {
    case 'open':
      return has(task.terms.deadline, now) ? 'expire' : undefined;
    case 'claimed':
      return claimedDuty(situation);
    case 'sealed':
      return sealedDuty(situation);
    case 'checking':
      return task.round ? checkingDuty(situation, task.round) : undefined;
    case 'accepted':
      return sameAddress(task.requester, me) ? 'collect' : undefined;
    case 'none':
    case 'cancelled':
    case 'expired':
      return undefined;
  }
}

/** A duty's name: the same duty found again has the same one. */
export function dutyId({ kind, taskId, turn }: Duty): string {
  return `${kind}:${taskId}:${turn}`;
}

/** What `me` should see to for one task now. */
export function dutyOf(task: TaskFact, facts: Facts, me: Address, now: Ms): Duty | undefined {
  const situation = { task, facts, me, now };
  const kind = dutyKind(situation);
  if (!kind) return undefined;
  const attempt = String(task.claim?.attempt ?? 0);
  const turn = OF_ROUND.has(kind) ? `${attempt}.${task.round?.number ?? 0}` : attempt;
  return { kind, taskId: task.taskId, turn, isParty: isParty(situation) };
}

/** What `me` should see to now, at most one duty a task. */
export function dutiesOf(facts: Facts, me: Address, now: Ms): Duty[] {
  return facts.tasks().flatMap((task) => dutyOf(task, facts, me, now) ?? []);
}
