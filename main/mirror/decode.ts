/** The contracts' structures as facts: the same ones come in events and in Lens. */
import type { AccountFact, ClaimFact, ReputationFact, SeatFact, Terms } from '../../domain/facts.js';
import type { Address } from '../../domain/identity.js';
import { type Ms, bps, mcc, ms } from '../../domain/units.js';
import { cidOfBytes, kindOfWord } from '../chain/encode.js';
import type { EventOf } from './events.js';

type ArgsOf<Contract extends EventOf['contract'], Name extends string> = Extract<
  EventOf<Contract>,
  { name: Name }
>['args'];

const SECOND = 1000;

/** A moment of the chain, which counts seconds. */
export function time(chainSeconds: bigint): Ms {
  return ms(Number(chainSeconds) * SECOND);
}

export function lower(address: string): Address {
  return address.toLowerCase() as Address;
}

/** Bytes that are text. */
export function textOf(encoded: string): string {
  return Buffer.from(encoded.slice(2), 'hex').toString('utf8');
}

export function accountFact(address: Address, totals: ArgsOf<'creditLedger', 'AccountChanged'>['totals']): AccountFact {
  const { owes, owed, grant, escrowed, bonded, staked } = totals;
  return {
    address,
    owes: mcc(owes),
    owed: mcc(owed),
    grant: mcc(grant),
    escrowed: mcc(escrowed),
    bonded: mcc(bonded),
    staked: mcc(staked),
  };
}

export function reputationFact(reputation: ArgsOf<'registry', 'ReputationChanged'>['reputation']): ReputationFact {
  const { accepted, rejected, lapses, noShows, disagreements, streak, lifetimeEarnedMcc } = reputation;
  return {
    accepted: Number(accepted),
    rejected: Number(rejected),
    lapses: Number(lapses),
    noShows: Number(noShows),
    disagreements: Number(disagreements),
    streak: Number(streak),
    lifetimeEarned: mcc(lifetimeEarnedMcc),
  };
}

export function seatFact(
  slot: bigint,
  seat: { readonly holder: string; readonly takenAt: bigint; readonly noticeAt: bigint },
): SeatFact {
  return {
    slot: Number(slot),
    holder: lower(seat.holder),
    takenAt: time(seat.takenAt),
    noticeAt: time(seat.noticeAt),
  };
}

export function termsFact(terms: ArgsOf<'taskMarket', 'TaskPosted'>['terms']): Terms {
  return {
    nonce: terms.nonce,
    kind: kindOfWord(terms.kind),
    engine: terms.engine,
    manifestCid: cidOfBytes(terms.manifestCid),
    manifestHash: terms.manifestHash,
    specHash: terms.specHash,
    chunkCount: terms.chunkCount,
    bounty: mcc(terms.bountyMcc),
    estimate: mcc(terms.estimateMcc),
    deadline: time(terms.deadline),
    fewestVerifiers: terms.fewestVerifiers,
    drawnShare: bps(terms.drawnShareBps),
  };
}

/** A claim without its submission. */
export function claimFact(claim: ArgsOf<'taskClaims', 'TaskClaimed'>['claim']): ClaimFact {
  return {
    worker: lower(claim.worker),
    attempt: claim.attempt,
    claimedAt: time(claim.claimedAt),
    lockedUntil: time(claim.lockedUntil),
    statedFinish: time(claim.statedFinish),
    extended: claim.extended,
    bond: mcc(claim.bondMcc),
  };
}
