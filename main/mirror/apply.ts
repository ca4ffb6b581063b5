/**
 * Turns one block's events into facts. Events carry new totals, never differences. A block's facts and
 * its number are written in one batch, and a block that comes again (its batch failed) is only written again, so no
 * block is applied twice. An event of a task the mirror has not seen posted is left aside.
 */
import {
  EMPTY_REPUTATION,
  PHASES,
  type RoundFact,
  TASK_STATES,
  type TaskFact,
  type TaskMoment,
  type VoteFact,
} from '../../domain/facts.js';
import { type Address, type Hex, decodeName } from '../../domain/identity.js';
import { mcc, ms } from '../../domain/units.js';
import { cidOfBytes } from '../chain/encode.js';
import type { WatchedBlock } from '../chain/watch.js';
import { type Settled, applyPayment } from './payments.js';
import { accountFact, claimFact, lower, reputationFact, seatFact, termsFact, textOf, time } from './decode.js';
import type { EventOf } from './events.js';
import type { Mirror } from './store.js';

export async function applyBlock(mirror: Mirror, block: WatchedBlock): Promise<void> {
  if (block.number < mirror.block) return;
  if (block.number > mirror.block) applyEvents(mirror, block);
  await mirror.commit(block.number, block.time);
}

function applyEvents(mirror: Mirror, block: WatchedBlock): void {
  const settled: Settled = new Set();
  for (const { contract, name, args } of block.events) {
    const event = { contract, name, args } as EventOf;
    switch (event.contract) {
      case 'creditLedger':
        applyLedger(mirror, event, settled);
        break;
      case 'registry':
        applyRegistry(mirror, event, block);
        break;
      case 'settlement':
        applySettlement(mirror, event, block, settled);
        break;
      case 'taskMarket':
        applyMarket(mirror, event, block);
        break;
      case 'taskClaims':
        applyClaims(mirror, event, block, settled);
        break;
      case 'verification':
        applyVerification(mirror, event, block);
        break;
    }
  }
}

function applyLedger(mirror: Mirror, { name, args }: EventOf<'creditLedger'>, settled: Settled): void {
  if (name === 'Paid') applyPayment(mirror, args, settled);
  if (name === 'GrantGiven') {
    const person = mirror.person(lower(args.account));
    if (person?.joined) {
      const joined = { ...person.joined, grant: mcc(args.amountMcc) };
      mirror.peopleTable.set(person.address, { ...person, joined });
    }
  }
  if (name === 'DebtChanged') {
    mirror.setDebt(lower(args.debtor), lower(args.creditor), mcc(args.debtMcc));
  }
  if (name === 'AccountChanged') {
    const address = lower(args.account);
    mirror.accountTable.set(address, accountFact(address, args.totals));
  }
}

function applyRegistry(mirror: Mirror, { name, args }: EventOf<'registry'>, block: WatchedBlock): void {
  if (name === 'SeatChanged') {
    const key = args.slot.toString();
    if (BigInt(args.holder) === 0n) mirror.seatTable.delete(key);
    else mirror.seatTable.set(key, seatFact(args.slot, args));
  }
  if (name === 'PersonChanged') {
    const address = lower(args.account);
    mirror.peopleTable.set(address, {
      ...(mirror.person(address) ?? newcomer(block)),
      address,
      name: decodeName(args.name),
      encryptionKey: args.encryptionKey,
      storagePeer: textOf(args.storagePeer),
    });
  }
  const person = 'account' in args ? mirror.person(lower(args.account)) : undefined;
  if (!person) return;
  if (name === 'OfferChanged') mirror.peopleTable.set(person.address, { ...person, engines: args.offer.engines });
  if (name === 'ReputationChanged') {
    const reputation = reputationFact(args.reputation);
    mirror.peopleTable.set(person.address, { ...person, reputation });
  }
}

function newcomer(block: WatchedBlock) {
  return { engines: [], reputation: EMPTY_REPUTATION, joined: { at: block.time, grant: mcc(0) } };
}

function applyMarket(mirror: Mirror, { name, args }: EventOf<'taskMarket'>, block: WatchedBlock): void {
  if (name === 'TaskPosted') {
    if (mirror.task(args.taskId)) return;
    mirror.taskTable.set(args.taskId, {
      taskId: args.taskId,
      requester: lower(args.requester),
      terms: termsFact(args.terms),
      escrow: mcc(args.escrowMcc),
      state: 'open',
      failures: 0,
      moments: [{ what: 'posted', at: block.time, block: block.number, who: lower(args.requester) }],
    });
  }
  if (name === 'TaskStateChanged') {
    const state = TASK_STATES[args.state] ?? 'none';
    change(mirror, args.taskId, (task) => {
      const { claim: _claim, round: _round, ...rest } = task;
      const kept = state === 'open' ? rest : task;
      const ended = state === 'cancelled' || state === 'expired' ? [moment(block, { what: state })] : [];
      return { ...kept, state, failures: args.failures, moments: [...task.moments, ...ended] };
    });
  }
}

function applyClaims(
  mirror: Mirror,
  { name, args }: EventOf<'taskClaims'>,
  block: WatchedBlock,
  settled: Settled,
): void {
  const worker = lower(args.worker);
  const add = (what: TaskMoment['what'], more: Partial<TaskFact> = {}): void =>
    change(mirror, args.taskId, (task) => ({
      ...task,
      ...more,
      moments: [...task.moments, moment(block, { what, who: worker })],
    }));
  if (name === 'TaskClaimed') add('claimed', { claim: claimFact(args.claim) });
  if (name === 'ClaimHandedBack') add('handed-back');
  if (name === 'ClaimLapsed') {
    settled.add(args.taskId);
    add('lapsed');
  }
  if (name === 'ClaimExtended') {
    change(mirror, args.taskId, (task) =>
      task.claim ? { ...task, claim: { ...task.claim, extended: true, lockedUntil: time(args.lockedUntil) } } : task,
    );
  }
  if (name === 'ResultSealed') {
    const { seal, claim, computeMs } = args;
    const sealed = {
      seal,
      at: time(claim.sealedAt),
      block: Number(claim.sealBlock),
      computeTime: ms(Number(computeMs)),
    };
    add('sealed', { claim: { ...claimFact(claim), sealed } });
  }
}

function applyVerification(mirror: Mirror, event: EventOf<'verification'>, block: WatchedBlock): void {
  const { name, args } = event;
  change(mirror, args.taskId, (task) => {
    const round = task.round?.number === args.round ? task.round : emptyRound(args.round);
    switch (name) {
      case 'RoundArmed':
        return { ...task, round: { ...emptyRound(args.round), seedBlock: Number(args.seedBlock) } };
      case 'RoundDrawn': {
        const votes = args.verifiers.map((verifier): VoteFact => ({ verifier: lower(verifier), committed: false }));
        const drawn: RoundFact = {
          ...round,
          phase: 'committing',
          phaseEndsAt: time(args.phaseEndsAt),
          chunks: args.chunks,
          votes,
        };
        const others = votes.map(({ verifier }) => verifier);
        return { ...task, round: drawn, moments: [...task.moments, moment(block, { what: 'drawn', others })] };
      }
      case 'VoteCommitted':
        return { ...task, round: withVote(round, lower(args.verifier), { committed: true }) };
      case 'PhaseChanged':
        return {
          ...task,
          round: { ...round, phase: PHASES[args.phase] ?? 'none', phaseEndsAt: time(args.phaseEndsAt) },
        };
      case 'ResultOpened': {
        const worker = task.claim?.worker ?? task.requester;
        const opened = { worker, root: args.root, outputCid: cidOfBytes(args.outputCid), digests: args.digests };
        return { ...task, opened, moments: [...task.moments, moment(block, { what: 'opened', who: worker })] };
      }
      case 'VoteRevealed':
        return {
          ...task,
          round: withVote(round, lower(args.verifier), { revealed: { digests: args.digests, agrees: args.agrees } }),
        };
    }
  });
}

function emptyRound(number: number): RoundFact {
  return { number, phase: 'none', phaseEndsAt: ms(0), seedBlock: 0, chunks: [], votes: [] };
}

function withVote(round: RoundFact, verifier: Address, more: Partial<VoteFact>): RoundFact {
  return { ...round, votes: round.votes.map((vote) => (vote.verifier === verifier ? { ...vote, ...more } : vote)) };
}

function applySettlement(mirror: Mirror, event: EventOf<'settlement'>, block: WatchedBlock, settled: Settled): void {
  if (event.name === 'ComputeVerified') {
    mirror.setVerifiedCompute(mcc(event.args.totalMcc));
    return;
  }
  const { name, args } = event;
  const who = lower(args.worker);
  settled.add(args.taskId);
  const add = (entry: Omit<TaskMoment, 'at' | 'block'>): void =>
    change(mirror, args.taskId, (task) => ({ ...task, moments: [...task.moments, moment(block, entry)] }));
  switch (name) {
    case 'TaskAccepted':
      return add({ what: 'accepted', who, others: args.agreeing.map(lower), amount: mcc(args.bountyMcc) });
    case 'TaskRejected':
      return add({ what: 'rejected', who, others: args.agreeing.map(lower), amount: mcc(args.bondMcc) });
    case 'TaskUnresolved':
      return add({ what: 'unresolved', who });
    case 'TaskUnchecked':
      return add({ what: 'unchecked', who });
  }
}

function moment(block: WatchedBlock, entry: Omit<TaskMoment, 'at' | 'block'>): TaskMoment {
  return { ...entry, at: block.time, block: block.number };
}

function change(mirror: Mirror, taskId: Hex, next: (task: TaskFact) => TaskFact): void {
  const task = mirror.task(taskId);
  if (task) mirror.taskTable.set(taskId, next(task));
}
