import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TaskFact } from '../../../domain/facts.js';
import { toHex } from '../../../domain/identity.js';
import { ms } from '../../../domain/units.js';
import type { ContractEvent } from '../../../main/chain/watch.js';
import { applyBlock } from '../../../main/mirror/apply.js';
import { Mirror } from '../../../main/mirror/store.js';
import { ENGINE, addressOf, hashOf } from '../../domain/facts.js';
import {
  ADA,
  BEN,
  CEM,
  CID,
  NOBODY,
  blockOf,
  claimed,
  drawn,
  emitted,
  moved,
  person,
  posted,
  sealed,
} from './events.js';

const leftovers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clear of leftovers.splice(0).reverse()) await clear();
});

/** A mirror that has seen each of the events in a block of its own. */
async function mirrorOf(...events: ContractEvent[]): Promise<Mirror> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-mirror-'));
  leftovers.push(() => rm(folder, { recursive: true, force: true }));
  const mirror = await Mirror.open(folder, { commons: addressOf(1000), platform: addressOf(1001) }, 0);
  leftovers.push(() => mirror.dispose());
  for (const [index, event] of events.entries()) await applyBlock(mirror, blockOf(index + 1, event));
  return mirror;
}
const taskAfter = async (...events: ContractEvent[]): Promise<TaskFact> => {
  const task = (await mirrorOf(posted(1), ...events)).task(hashOf(1));
  if (!task) throw new Error('the task is not there');
  return task;
};
const last = (task: TaskFact) => task.moments.at(-1);
const of = { taskId: hashOf(1), round: 1 };
const checking = [claimed(1), sealed(1), drawn(1), moved(1, 4)];

describe('the ledger’s events', () => {
  const debt = (debtMcc: bigint) => emitted('creditLedger', 'DebtChanged', { debtor: ADA, creditor: BEN, debtMcc });

  it('set debts to their new amount and remove those that are settled', async () => {
    const mirror = await mirrorOf(debt(5n), debt(7n));
    expect(mirror.debts()).toEqual([{ debtor: ADA, creditor: BEN, amount: 7n }]);
    expect([mirror.debtsOf(ADA), mirror.debtsOf(BEN), mirror.debtsOf(CEM)].map(({ length }) => length)).toEqual([
      1, 1, 0,
    ]);
    await applyBlock(mirror, blockOf(3, debt(0n)));
    expect(mirror.debts()).toEqual([]);
  });

  it('set an account’s totals', async () => {
    const totals = { owes: 1n, owed: 2n, grant: 3n, escrowed: 4n, bonded: 5n, staked: 6n };
    const mirror = await mirrorOf(emitted('creditLedger', 'AccountChanged', { account: BEN, totals }));
    expect(mirror.account(BEN)).toEqual({ address: BEN, ...totals });
    expect(mirror.account(`0x${BEN.slice(2).toUpperCase()}`)).toEqual({ address: BEN, ...totals });
    expect(mirror.account(CEM)).toMatchObject({ owes: 0n, owed: 0n });
  });

  it('that only explain are left aside', async () => {
    const mirror = await mirrorOf(
      emitted('creditLedger', 'GrantGiven', { account: BEN, amountMcc: 1n, number: 1n }),
      emitted('creditLedger', 'Paid', { holdId: hashOf(1), payer: ADA, payee: BEN, amountMcc: 1n, ofGrantMcc: 0n }),
      emitted('creditLedger', 'HoldChanged', { holdId: hashOf(1), owner: ADA, kind: 1, amountMcc: 1n, ofGrantMcc: 0n }),
    );
    expect([mirror.accounts(), mirror.debts(), mirror.block]).toEqual([[], [], 3]);
  });
});

describe('the registry’s events', () => {
  const offer = emitted('registry', 'OfferChanged', {
    account: BEN,
    offer: { coreRateBps: 1, machineRateBps: 2, capabilities: 0n, benchmarkHash: hashOf(0), engines: [ENGINE] },
  });
  const counts = {
    accepted: 1n,
    rejected: 2n,
    lapses: 3n,
    noShows: 4n,
    disagreements: 5n,
    streak: 6n,
    lifetimeEarnedMcc: 7n,
  };
  const reputation = emitted('registry', 'ReputationChanged', { account: BEN, reputation: counts });

  it('make people, with what they offer and how they did, and a new name keeps both', async () => {
    const mirror = await mirrorOf(person(BEN, 'Ben'), offer, reputation, person(BEN, 'Benno'));
    expect(mirror.people()).toEqual([
      {
        address: BEN,
        name: 'Benno',
        encryptionKey: hashOf(3),
        storagePeer: '12D3KooWpeer',
        engines: [ENGINE],
        reputation: {
          accepted: 1,
          rejected: 2,
          lapses: 3,
          noShows: 4,
          disagreements: 5,
          streak: 6,
          lifetimeEarned: 7n,
        },
        joined: { at: 1000, grant: 0n },
      },
    ]);
  });

  it('of somebody unknown are left aside', async () => {
    expect((await mirrorOf(offer, reputation)).people()).toEqual([]);
  });

  it('seat people and clear their seats', async () => {
    const seat = (holder: `0x${string}`, noticeAt = 0n) =>
      emitted('registry', 'SeatChanged', { slot: 1n, holder, takenAt: 5n, noticeAt });
    const mirror = await mirrorOf(seat(BEN), seat(BEN, 9n));
    expect(mirror.seatOf(BEN)).toEqual({ slot: 1, holder: BEN, takenAt: 5000, noticeAt: 9000 });
    await applyBlock(mirror, blockOf(3, seat(NOBODY)));
    expect([mirror.seats(), mirror.seatOf(BEN)]).toEqual([[], undefined]);
  });
});

describe('the market’s events', () => {
  it('make a task of its terms', async () => {
    expect(await taskAfter()).toEqual({
      taskId: hashOf(1),
      requester: ADA,
      terms: {
        nonce: 2n ** 127n,
        kind: 'image_resize',
        engine: ENGINE,
        manifestCid: CID,
        manifestHash: hashOf(1),
        specHash: hashOf(2),
        chunkCount: 3,
        bounty: 1000n,
        estimate: 800n,
        deadline: 90_000_000,
        fewestVerifiers: 2,
        drawnShare: 1000,
      },
      escrow: 2000n,
      state: 'open',
      failures: 0,
      moments: [{ what: 'posted', at: 1000, block: 1, who: ADA }],
    });
  });

  it('move it; open again it has neither claim nor round', async () => {
    const task = await taskAfter(...checking, moved(1, 1, 2));
    expect([task.state, task.failures, task.claim, task.round]).toEqual(['open', 2, undefined, undefined]);
  });

  it.each([
    [5, 'accepted', 'drawn'],
    [6, 'cancelled', 'cancelled'],
    [7, 'expired', 'expired'],
  ])('end it in state %i', async (state, name, moment) => {
    const task = await taskAfter(...checking, moved(1, state));
    expect([task.state, last(task)?.what, task.claim?.worker]).toEqual([name, moment, BEN]);
  });

  it('of a task that was never seen posted are left aside', async () => {
    expect((await mirrorOf(moved(8, 2), claimed(8), sealed(8), drawn(8))).tasks()).toEqual([]);
  });

  it('with a manifest that is no CID name nothing', async () => {
    const event = posted(1);
    const args = event.args as { terms: { manifestCid: string } };
    const mirror = await mirrorOf({ ...event, args: { ...args, terms: { ...args.terms, manifestCid: '0x010203' } } });
    expect(mirror.task(hashOf(1))?.terms.manifestCid).toBe('');
  });
});

describe('the claims’ events', () => {
  it('note the claim, its extension and its seal', async () => {
    const claim = {
      worker: BEN,
      attempt: 1,
      claimedAt: 10_000,
      lockedUntil: 610_000,
      statedFinish: 500_000,
      extended: false,
      bond: 100n,
    };
    expect((await taskAfter(claimed(1), moved(1, 2))).claim).toEqual(claim);
    const extended = await taskAfter(
      claimed(1),
      emitted('taskClaims', 'ClaimExtended', { taskId: hashOf(1), worker: BEN, lockedUntil: 900n }),
    );
    expect(extended.claim).toEqual({ ...claim, extended: true, lockedUntil: 900_000 });
    const task = await taskAfter(claimed(1), sealed(1));
    expect(task.claim).toEqual({ ...claim, sealed: { seal: hashOf(7), at: 20_000, block: 4, computeTime: 1234 } });
    expect(task.moments.map(({ what, who }) => [what, who])).toEqual([
      ['posted', ADA],
      ['claimed', BEN],
      ['sealed', BEN],
    ]);
  });

  it('tell when it was handed back, lapsed or closed', async () => {
    const end = { taskId: hashOf(1), worker: BEN };
    expect(last(await taskAfter(claimed(1), emitted('taskClaims', 'ClaimHandedBack', end)))).toMatchObject({
      what: 'handed-back',
      who: BEN,
    });
    expect(
      last(await taskAfter(claimed(1), emitted('taskClaims', 'ClaimLapsed', { ...end, bondMcc: 100n }))),
    ).toMatchObject({ what: 'lapsed' });
    expect(last(await taskAfter(claimed(1), emitted('taskClaims', 'ClaimClosed', end)))).toMatchObject({
      what: 'claimed',
    });
  });
});

describe('the verification’s events', () => {
  const votes = [CEM, ADA].map((verifier) => ({ verifier, committed: false }));

  it('arm a round and draw it', async () => {
    const armed = await taskAfter(
      claimed(1),
      sealed(1),
      emitted('verification', 'RoundArmed', { ...of, seedBlock: 5n }),
    );
    expect(armed.round).toEqual({ number: 1, phase: 'none', phaseEndsAt: 0, seedBlock: 5, chunks: [], votes: [] });
    const task = await taskAfter(...checking);
    expect(task.round).toMatchObject({ phase: 'committing', phaseEndsAt: 300_000, chunks: [2, 0], votes });
    expect(last(task)).toMatchObject({ what: 'drawn', others: [CEM, ADA] });
  });

  it('take commitments, the opening and reveals', async () => {
    const task = await taskAfter(
      ...checking,
      emitted('verification', 'VoteCommitted', { ...of, verifier: CEM, commitment: hashOf(4) }),
      emitted('verification', 'ResultOpened', {
        ...of,
        root: hashOf(6),
        outputCid: toHex(new Uint8Array(2)),
        digests: [hashOf(1), hashOf(2)],
      }),
      emitted('verification', 'PhaseChanged', { ...of, phase: 3, phaseEndsAt: 400n }),
      emitted('verification', 'VoteRevealed', { ...of, verifier: CEM, digests: [hashOf(1)], agrees: true }),
    );
    expect(task.round).toMatchObject({ phase: 'revealing', phaseEndsAt: 400_000 });
    expect(task.round?.votes).toEqual([
      { verifier: CEM, committed: true, revealed: { digests: [hashOf(1)], agrees: true } },
      votes[1],
    ]);
    const digests = [hashOf(1), hashOf(2)];
    expect(task.opened).toEqual({ worker: BEN, root: hashOf(6), outputCid: '', digests });
    expect(last(task)).toMatchObject({ what: 'opened', who: BEN });
  });

  it('of a later round begin it anew', async () => {
    const commit = emitted('verification', 'VoteCommitted', { ...of, verifier: CEM, commitment: hashOf(4) });
    const task = await taskAfter(
      ...checking,
      commit,
      emitted('verification', 'RoundArmed', { ...of, round: 2, seedBlock: 12n }),
      drawn(1, 2),
    );
    expect(task.round).toMatchObject({ number: 2, seedBlock: 12, votes });
  });
});

describe('the settlement’s events', () => {
  it('tell how a task ended, and the compute that was proved', async () => {
    const [taskId, worker, agreeing] = [hashOf(1), BEN, [CEM]];
    const ends = [
      emitted('settlement', 'TaskAccepted', {
        taskId,
        requester: ADA,
        worker,
        bountyMcc: 1000n,
        platformFeeMcc: 10n,
        verifierFeeMcc: 300n,
        agreeing,
      }),
      emitted('settlement', 'TaskRejected', { taskId, worker, bondMcc: 100n, agreeing }),
      emitted('settlement', 'TaskUnresolved', { taskId, worker }),
      emitted('settlement', 'TaskUnchecked', { taskId, worker }),
    ];
    const mirror = await mirrorOf(posted(1), ...ends, emitted('settlement', 'ComputeVerified', { totalMcc: 4321n }));
    expect(mirror.verifiedCompute).toBe(4321n);
    expect(mirror.task(taskId)?.moments.slice(1)).toEqual([
      { what: 'accepted', who: BEN, others: [CEM], amount: 1000n, at: 2000, block: 2 },
      { what: 'rejected', who: BEN, others: [CEM], amount: 100n, at: 3000, block: 3 },
      { what: 'unresolved', who: BEN, at: 4000, block: 4 },
      { what: 'unchecked', who: BEN, at: 5000, block: 5 },
    ]);
  });

  it('leave the time as it was where a block has none', async () => {
    const mirror = await mirrorOf(posted(1));
    await applyBlock(mirror, { number: 2, time: ms(0), events: [] });
    expect([mirror.block, mirror.time]).toEqual([2, 1000]);
  });
});
