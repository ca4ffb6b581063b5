/** Compares what the mirror made of events with what the contracts answer now. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type AccountFact,
  PHASES,
  type PersonFact,
  type SeatFact,
  TASK_STATES,
  type TaskFact,
} from '../../domain/facts.js';
import { type Address, type Hex, encodeName, sameAddress } from '../../domain/identity.js';
import type { Contracts } from '../../main/chain/contracts.js';
import { encodeTerms } from '../../main/chain/encode.js';
import { rebuild } from '../../main/mirror/rebuild.js';
import { Mirror } from '../../main/mirror/store.js';

const PAGE = 20n;
const SECOND = 1000;
const NOBODY: Address = `0x${'0'.repeat(40)}`;
const EMPTY: Hex = `0x${'0'.repeat(64)}`;

const lower = (address: string): Address => address.toLowerCase() as Address;
const inSeconds = (moment: number): bigint => BigInt(moment / SECOND);

/** Fails where the mirror says anything else than Lens. Nothing may be under way. */
export async function expectMirrorEqualsLens(facts: Mirror, contracts: Contracts): Promise<void> {
  const [people, count] = await contracts.view('lens', 'people', [0n, PAGE]);
  expect(facts.people().length).toBe(Number(count));
  for (const seen of people) {
    expect(personOf(facts, seen.account)).toEqual({
      name: seen.profile.name,
      encryptionKey: seen.profile.encryptionKey,
      storagePeer: seen.profile.storagePeer,
      engines: seen.offer.engines,
      reputation: seen.reputation,
      totals: seen.totals,
      seat: { slot: seen.slot, holder: lower(seen.seat.holder), at: seen.seat.takenAt, notice: seen.seat.noticeAt },
    });
    await expectSameDebts(facts, contracts, lower(seen.account));
  }
  await expectSameDebts(facts, contracts, facts.commons);
  const [tasks, taskCount] = await contracts.view('lens', 'tasks', [0n, PAGE]);
  expect(facts.tasks().length).toBe(Number(taskCount));
  for (const seen of tasks) expectSameTask(facts.task(seen.taskId), seen);
  expect(facts.verifiedCompute).toBe(await contracts.view('settlement', 'verifiedCompute', []));
}

/** A person of the mirror in the contracts' words. */
function personOf(facts: Mirror, account: string) {
  const address = lower(account);
  const { name, encryptionKey, storagePeer, engines, reputation } = facts.person(address) ?? ({} as PersonFact);
  const { address: _address, ...totals } = facts.account(address);
  const { accepted, rejected, lapses, noShows, disagreements, streak, lifetimeEarned } = reputation;
  return {
    name: encodeName(name),
    encryptionKey,
    storagePeer: `0x${Buffer.from(storagePeer, 'utf8').toString('hex')}`,
    engines,
    reputation: {
      accepted: BigInt(accepted),
      rejected: BigInt(rejected),
      lapses: BigInt(lapses),
      noShows: BigInt(noShows),
      disagreements: BigInt(disagreements),
      streak: BigInt(streak),
      lifetimeEarnedMcc: lifetimeEarned,
    },
    totals,
    seat: seatOf(facts.seatOf(address)),
  };
}

function seatOf(seat: SeatFact | undefined) {
  if (!seat) return { slot: 0n, holder: NOBODY, at: 0n, notice: 0n };
  const { slot, holder, takenAt, noticeAt } = seat;
  return { slot: BigInt(slot), holder, at: inSeconds(takenAt), notice: inSeconds(noticeAt) };
}

async function expectSameDebts(facts: Mirror, contracts: Contracts, account: Address): Promise<void> {
  const [rows] = await contracts.view('lens', 'debts', [account, 0n, PAGE]);
  const seen = rows.flatMap(({ other, theyOweMcc, youOweMcc }) => [
    { debtor: lower(other), creditor: account, amount: theyOweMcc },
    { debtor: account, creditor: lower(other), amount: youOweMcc },
  ]);
  const inOrder = (debts: readonly { debtor: Address; creditor: Address; amount: bigint }[]) =>
    debts.filter(({ amount }) => amount > 0n).sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  expect(inOrder(facts.debtsOf(account))).toEqual(inOrder(seen));
}

const idOf = ({ debtor, creditor }: { debtor: Address; creditor: Address }): string => `${debtor}:${creditor}`;

type LensTask = Awaited<ReturnType<typeof lensTasks>>[0][number];
const lensTasks = (contracts: Contracts) => contracts.view('lens', 'tasks', [0n, PAGE]);

function expectSameTask(task: TaskFact | undefined, seen: LensTask): void {
  expect(task).toMatchObject({ state: TASK_STATES[seen.task.state], failures: seen.task.failures });
  if (!task) return;
  expect(task.requester).toBe(lower(seen.task.requester));
  expect(encodeTerms(task.terms)).toEqual(seen.task.terms);
  if (seen.claim.worker === NOBODY) return;
  expectSameClaim(task, seen.claim);
  if (seen.round.phase !== 0) expectSameRound(task, seen.round);
}

function expectSameClaim({ claim }: TaskFact, seen: LensTask['claim']): void {
  expect(claim && { ...claim, claimedAt: inSeconds(claim.claimedAt), sealed: claim.sealed?.seal }).toMatchObject({
    worker: lower(seen.worker),
    attempt: seen.attempt,
    claimedAt: seen.claimedAt,
    extended: seen.extended,
    bond: seen.bondMcc,
    sealed: seen.seal === EMPTY ? undefined : seen.seal,
  });
  expect(claim && [inSeconds(claim.lockedUntil), inSeconds(claim.statedFinish)]).toEqual([
    seen.lockedUntil,
    seen.statedFinish,
  ]);
  expect(claim?.sealed?.block ?? 0).toBe(Number(seen.sealBlock));
}

function expectSameRound({ round }: TaskFact, seen: LensTask['round']): void {
  expect(round && { ...round, phaseEndsAt: inSeconds(round.phaseEndsAt), votes: round.votes.length }).toEqual({
    number: seen.number,
    phase: PHASES[seen.phase],
    phaseEndsAt: seen.phaseEndsAt,
    seedBlock: Number(seen.seedBlock),
    chunks: seen.chunks,
    votes: seen.votes.length,
  });
  for (const [index, vote] of seen.votes.entries()) {
    const mirrored = round?.votes[index];
    expect(sameAddress(mirrored?.verifier ?? '', vote.verifier)).toBe(true);
    expect(mirrored?.committed).toBe(vote.commitment !== EMPTY);
    expect(mirrored?.revealed !== undefined).toBe(vote.revealed);
  }
}

/** Fails where facts from Lens are other than those from events, but for what only events tell. */
export async function expectRebuildEquals(facts: Mirror, contracts: Contracts): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-rebuilt-'));
  const rebuilt = await Mirror.open(folder, facts, 0);
  try {
    await rebuild(rebuilt, contracts, facts.block);
    expect(rebuilt.block).toBe(facts.block);
    await expectMirrorEqualsLens(rebuilt, contracts);
    // When somebody joined only the events tell, not the Lens.
    const joinedAside = facts.people().map(({ joined: _joined, ...person }) => person);
    expect(byAddress(rebuilt.people())).toEqual(byAddress(joinedAside));
    expect(byAddress(rebuilt.accounts().filter(hasAny))).toEqual(byAddress(facts.accounts().filter(hasAny)));
    expect(new Set(rebuilt.debts())).toEqual(new Set(facts.debts()));
    expect(new Set(rebuilt.seats())).toEqual(new Set(facts.seats()));
  } finally {
    await rebuilt.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function byAddress<Fact extends { readonly address: string }>(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.address, fact]));
}

function hasAny({ address: _address, ...amounts }: AccountFact): boolean {
  return Object.values(amounts).some((amount) => amount > 0n);
}
