import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ContractEvent } from '../../../main/chain/watch.js';
import { applyBlock } from '../../../main/mirror/apply.js';
import { FactTable, Mirror } from '../../../main/mirror/store.js';
import { addressOf, hashOf } from '../../domain/facts.js';
import { ADA, BEN, CEM, NOBODY, blockOf, claimed, drawn, emitted, moved, person, posted, sealed } from './events.js';

const PARTIES = { commons: addressOf(1000), platform: addressOf(1001) };

const leftovers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clear of leftovers.splice(0).reverse()) await clear();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-mirror-'));
  leftovers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** All a mirror says, whatever order it keeps things in. */
function everything(mirror: Mirror): unknown {
  const { block, time, verifiedCompute } = mirror;
  const byText = (values: readonly object[]) =>
    values
      .map(
        (value) =>
          [
            JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? `${member}n` : member)),
            value,
          ] as const,
      )
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, value]) => value);
  return {
    block,
    time,
    verifiedCompute,
    people: byText(mirror.people()),
    accounts: byText(mirror.accounts()),
    debts: byText(mirror.debts()),
    tasks: byText(mirror.tasks()),
    seats: byText(mirror.seats()),
  };
}

const task = fc.integer({ min: 1, max: 3 });
const who = fc.constantFrom(ADA, BEN, CEM);
const small = fc.bigInt(0n, 3n);
const event: fc.Arbitrary<ContractEvent> = fc.oneof(
  task.map(posted),
  fc.tuple(task, fc.nat(7), fc.nat(3)).map(([number, state, failures]) => moved(number, state, failures)),
  fc.tuple(task, who).map(([number, worker]) => claimed(number, worker)),
  fc.tuple(task, who).map(([number, worker]) => sealed(number, worker)),
  fc.tuple(task, fc.integer({ min: 1, max: 2 })).map(([number, round]) => drawn(number, round)),
  fc
    .tuple(task, who)
    .map(([number, verifier]) =>
      emitted('verification', 'VoteCommitted', { taskId: hashOf(number), round: 1, verifier, commitment: hashOf(1) }),
    ),
  fc
    .tuple(who, who, small)
    .map(([debtor, creditor, debtMcc]) => emitted('creditLedger', 'DebtChanged', { debtor, creditor, debtMcc })),
  fc.tuple(who, small).map(([account, grant]) =>
    emitted('creditLedger', 'AccountChanged', {
      account,
      totals: { owes: 0n, owed: 1n, grant, escrowed: 0n, bonded: 0n, staked: 0n },
    }),
  ),
  fc
    .tuple(fc.bigInt(1n, 2n), fc.oneof(who, fc.constant(NOBODY)))
    .map(([slot, holder]) => emitted('registry', 'SeatChanged', { slot, holder, takenAt: 1n, noticeAt: 0n })),
  fc.tuple(who, fc.string({ minLength: 1, maxLength: 8 })).map(([account, name]) => person(account, name)),
  small.map((totalMcc) => emitted('settlement', 'ComputeVerified', { totalMcc })),
);

describe('a mirror', () => {
  it('says the same whether it was opened again between blocks, or saw a block again, or neither', async () => {
    const blocks = fc.array(
      fc.record({ events: fc.array(event, { maxLength: 5 }), isReopened: fc.boolean(), isAgain: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(blocks, async (given) => {
        const [plain, folder] = [await Mirror.open(await temporaryFolder(), PARTIES, 0), await temporaryFolder()];
        let reopened = await Mirror.open(folder, PARTIES, 0);
        try {
          for (const [index, { events, isReopened, isAgain }] of given.entries()) {
            const block = blockOf(index + 1, ...events);
            await applyBlock(plain, block);
            await applyBlock(reopened, block);
            if (isAgain) await applyBlock(reopened, block);
            if (isReopened) {
              await reopened.dispose();
              reopened = await Mirror.open(folder, PARTIES, 0);
            }
            if (isAgain) await applyBlock(reopened, block);
          }
          await reopened.dispose();
          reopened = await Mirror.open(folder, PARTIES, 0);
          expect(everything(reopened)).toEqual(everything(plain));
        } finally {
          await plain.dispose();
          await reopened.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stands at the first block while it is empty, and never goes back', async () => {
    const mirror = await Mirror.open(await temporaryFolder(), PARTIES, 20);
    leftovers.push(() => mirror.dispose());
    expect(mirror.block).toBe(20);
    await applyBlock(mirror, blockOf(21, posted(1)));
    await applyBlock(mirror, blockOf(7, posted(2)));
    expect([mirror.block, mirror.tasks().length]).toEqual([21, 1]);
  });

  it('tells after each block that was written, until nobody listens', async () => {
    const mirror = await Mirror.open(await temporaryFolder(), PARTIES, 0);
    leftovers.push(() => mirror.dispose());
    const told: number[] = [];
    const silence = mirror.onChange(() => told.push(mirror.block));
    await applyBlock(mirror, blockOf(1));
    await applyBlock(mirror, blockOf(2, posted(1)));
    silence();
    await applyBlock(mirror, blockOf(3));
    expect(told).toEqual([1, 2]);
  });

  it('that cannot write a block takes its events once, however often it is tried', async () => {
    const folder = await temporaryFolder();
    const mirror = await Mirror.open(folder, PARTIES, 0);
    await applyBlock(mirror, blockOf(1, posted(1)));
    await mirror.dispose();
    for (let time = 0; time < 2; time += 1) await expect(applyBlock(mirror, blockOf(2, claimed(1)))).rejects.toThrow();
    expect(mirror.task(hashOf(1))?.moments).toHaveLength(2);
    const again = await Mirror.open(folder, PARTIES, 0);
    leftovers.push(() => again.dispose());
    expect([again.block, again.task(hashOf(1))?.moments.length]).toEqual([1, 1]);
  });
});

describe('a table of facts', () => {
  it('hands out each change once, and again when it was not written', () => {
    const table = new FactTable<bigint>('n/');
    table.load('a', 1n);
    table.set('b', 2n);
    table.delete('a');
    table.delete('unknown');
    const changes = table.takeChanges();
    expect(changes).toEqual([
      { type: 'put', key: 'n/b', value: '{"$big":"2"}' },
      { type: 'del', key: 'n/a' },
    ]);
    expect(table.takeChanges()).toEqual([]);
    table.putBack(changes);
    expect(table.takeChanges()).toEqual(changes);
  });
});
