/** What the chain says, as the mirror keeps it: plain values that every rule of the node is decided by. */
import type { Address, Hex } from './identity.js';
import type { Bps, Mcc, Ms } from './units.js';

/** In the order of the contracts' enum. */
export const TASK_STATES = [
  'none',
  'open',
  'claimed',
  'sealed',
  'checking',
  'accepted',
  'cancelled',
  'expired',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** In the order of the contracts' enum. */
export const PHASES = ['none', 'committing', 'opening', 'revealing'] as const;
export type Phase = (typeof PHASES)[number];

/** What a requester asks for; `kind` is a kind's id, hashes are sha256. */
export interface Terms {
  readonly nonce: bigint;
  readonly kind: string;
  readonly engine: Hex;
  readonly manifestCid: string;
  readonly manifestHash: Hex;
  readonly specHash: Hex;
  readonly chunkCount: number;
  readonly bounty: Mcc;
  /** The requester's word for the work, by which queues are ordered and prices compared. */
  readonly estimate: Mcc;
  readonly deadline: Ms;
  readonly fewestVerifiers: number;
  readonly drawnShare: Bps;
}

export interface ClaimFact {
  readonly worker: Address;
  readonly attempt: number;
  readonly claimedAt: Ms;
  readonly lockedUntil: Ms;
  readonly statedFinish: Ms;
  readonly extended: boolean;
  readonly bond: Mcc;
  readonly sealed?: { readonly seal: Hex; readonly at: Ms; readonly block: number; readonly computeTime: Ms };
}

export interface VoteFact {
  readonly verifier: Address;
  readonly committed: boolean;
  readonly revealed?: { readonly digests: readonly Hex[]; readonly agrees: boolean };
}

export interface RoundFact {
  readonly number: number;
  readonly phase: Phase;
  readonly phaseEndsAt: Ms;
  /** The block whose hash names the verifiers; a draw is possible in any later one. */
  readonly seedBlock: number;
  readonly chunks: readonly number[];
  readonly votes: readonly VoteFact[];
}

/** One payment of a settlement, out of what the payer had set aside. */
export interface PaymentFact {
  readonly from: Address;
  readonly to: Address;
  readonly amount: Mcc;
  /** The part of it that came out of the payer's grant: burned there, and owed by the commons instead. */
  readonly ofGrant: Mcc;
}

/** One line of a task's life. */
export interface TaskMoment {
  readonly what:
    | 'posted'
    | 'claimed'
    | 'handed-back'
    | 'lapsed'
    | 'sealed'
    | 'drawn'
    | 'opened'
    | 'accepted'
    | 'rejected'
    | 'unresolved'
    | 'unchecked'
    | 'cancelled'
    | 'expired';
  readonly at: Ms;
  readonly block: number;
  readonly who?: Address;
  /** Verifiers drawn, or those who agreed. */
  readonly others?: readonly Address[];
  readonly amount?: Mcc;
  /** All that was paid then, bounty and fees and lost deposits; absent where nothing was. */
  readonly payments?: readonly PaymentFact[];
}

export interface TaskFact {
  readonly taskId: Hex;
  readonly requester: Address;
  readonly terms: Terms;
  readonly escrow: Mcc;
  readonly state: TaskState;
  readonly failures: number;
  readonly claim?: ClaimFact;
  readonly round?: RoundFact;
  /** What the worker opened last; the accepted result once the state says accepted. */
  readonly opened?: {
    readonly worker: Address;
    readonly root: Hex;
    readonly outputCid: string;
    /** Of the drawn chunks, in the drawn order. */
    readonly digests: readonly Hex[];
  };
  readonly moments: readonly TaskMoment[];
}

export interface PersonFact {
  readonly address: Address;
  readonly name: string;
  readonly encryptionKey: Hex;
  readonly storagePeer: string;
  readonly engines: readonly Hex[];
  readonly reputation: ReputationFact;
  /** When they registered and the grant they got; absent where history was not read. */
  readonly joined?: { readonly at: Ms; readonly grant: Mcc };
}

export interface ReputationFact {
  readonly accepted: number;
  readonly rejected: number;
  readonly lapses: number;
  readonly noShows: number;
  readonly disagreements: number;
  readonly streak: number;
  readonly lifetimeEarned: Mcc;
}

/** An account's totals; escrowed, bonded and staked count both earned credit and grant. */
export interface AccountFact {
  readonly address: Address;
  readonly owes: Mcc;
  readonly owed: Mcc;
  readonly grant: Mcc;
  readonly escrowed: Mcc;
  readonly bonded: Mcc;
  readonly staked: Mcc;
}

export interface DebtFact {
  readonly debtor: Address;
  readonly creditor: Address;
  readonly amount: Mcc;
}

export interface SeatFact {
  readonly slot: number;
  readonly holder: Address;
  readonly takenAt: Ms;
  readonly noticeAt: Ms;
}

/** A read-only look at the mirror. */
export interface Facts {
  readonly block: number;
  readonly time: Ms;
  readonly commons: Address;
  /** Receives the platform's fees. */
  readonly platform: Address;
  readonly verifiedCompute: Mcc;
  person(address: Address): PersonFact | undefined;
  people(): readonly PersonFact[];
  account(address: Address): AccountFact;
  accounts(): readonly AccountFact[];
  debtsOf(address: Address): readonly DebtFact[];
  debts(): readonly DebtFact[];
  task(taskId: Hex): TaskFact | undefined;
  tasks(): readonly TaskFact[];
  seatOf(address: Address): SeatFact | undefined;
  seats(): readonly SeatFact[];
}

const NOTHING = 0n as Mcc;
/** The totals of an account that never had any. */
export function emptyAccount(address: Address): AccountFact {
  return { address, owes: NOTHING, owed: NOTHING, grant: NOTHING, escrowed: NOTHING, bonded: NOTHING, staked: NOTHING };
}

export const EMPTY_REPUTATION: ReputationFact = {
  accepted: 0,
  rejected: 0,
  lapses: 0,
  noShows: 0,
  disagreements: 0,
  streak: 0,
  lifetimeEarned: NOTHING,
};

/** What an account may still set aside. */
export function availableOf(account: AccountFact): Mcc {
  return (account.grant + account.owed - account.owes - account.escrowed - account.bonded - account.staked) as Mcc;
}
