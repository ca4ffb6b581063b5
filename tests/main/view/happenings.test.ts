import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address, Hex } from '../../../domain/identity.js';
import { mcc } from '../../../domain/units.js';
import type { NodeContext } from '../../../main/context.js';
import { bondIdOf } from '../../../main/chain/encode.js';
import type { ContractEvent } from '../../../main/chain/watch.js';
import { applyBlock } from '../../../main/mirror/apply.js';
import { Mirror } from '../../../main/mirror/store.js';
import { personPage } from '../../../main/view/people.js';
import type { Happening } from '../../../domain/wire/ipc/shapes.js';
import { happenings, myMoments } from '../../../main/view/happenings.js';
import { REQUESTER, WORKER, addressOf, hashOf, taskOf } from '../../domain/facts.js';
import { blockOf, claimed, emitted, moved, person, posted } from '../mirror/events.js';
import { ADA } from '../mirror/events.js';
import { CLEO, NOON, SIGHT, acceptedTask, orderIntents, personOf, sceneOf } from './scene.js';

/** The task’s requester is always the first; the last is the platform. */
const PEOPLE: readonly Address[] = [ADA, addressOf(11), addressOf(12), addressOf(13), addressOf(1001)];
const COMMONS = addressOf(1000);
const GRANT = 10_000n;

/** The ledger in plain sums: what is owed to each account less what it owes, and what is left of its grant. */
class Ledger {
  readonly position = new Map<Address, bigint>();
  /** What the second of a pair owes the first, less what the first owes the second. */
  readonly #owed = new Map<string, bigint>();
  readonly grant = new Map<Address, bigint>(PEOPLE.map((account) => [account, GRANT]));

  pay(holdId: Hex, payer: Address, payee: Address, amountMcc: bigint, grantShare: number): ContractEvent[] {
    if (amountMcc === 0n || payer === payee) return [];
    const left = this.grant.get(payer) ?? 0n;
    const wanted = (amountMcc * BigInt(grantShare)) / 100n;
    const ofGrantMcc = wanted < left ? wanted : left;
    this.grant.set(payer, left - ofGrantMcc);
    this.#owe(payer, payee, amountMcc - ofGrantMcc);
    if (payee !== COMMONS) this.#owe(COMMONS, payee, ofGrantMcc);
    return [emitted('creditLedger', 'Paid', { holdId, payer, payee, amountMcc, ofGrantMcc })];
  }

  owed(creditor: Address, debtor: Address): bigint {
    return this.#owed.get(`${creditor} ${debtor}`) ?? 0n;
  }

  #owe(debtor: Address, creditor: Address, amount: bigint): void {
    this.position.set(debtor, (this.position.get(debtor) ?? 0n) - amount);
    this.position.set(creditor, (this.position.get(creditor) ?? 0n) + amount);
    this.#owed.set(`${creditor} ${debtor}`, this.owed(creditor, debtor) + amount);
    this.#owed.set(`${debtor} ${creditor}`, this.owed(debtor, creditor) - amount);
  }
}

interface Ending {
  readonly what: 'accepted' | 'rejected' | 'lapsed' | 'unresolved' | 'expired';
  readonly worker: number;
  readonly checkers: readonly number[];
  readonly bounty: number;
  readonly fee: number;
  readonly grantShare: number;
}

const ending: fc.Arbitrary<Ending> = fc.record({
  what: fc.constantFrom('accepted', 'rejected', 'lapsed', 'unresolved', 'expired'),
  worker: fc.integer({ min: 1, max: 3 }),
  checkers: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  bounty: fc.integer({ min: 100, max: 3000 }),
  fee: fc.integer({ min: 1, max: 400 }),
  grantShare: fc.integer({ min: 0, max: 100 }),
});

/** The events by which the contracts end a task, in their order. */
function endOf(number: number, end: Ending, ledger: Ledger): ContractEvent[] {
  const taskId = hashOf(number);
  const worker = PEOPLE[end.worker] ?? ADA;
  const agreeing = end.checkers.filter((one) => one !== end.worker).map((one) => PEOPLE[one] ?? ADA);
  const bond = bondIdOf(taskId, 1);
  const escrowPays = (payee: Address, amount: number) => ledger.pay(taskId, ADA, payee, BigInt(amount), end.grantShare);
  const bondPays = (payee: Address, amount: number) => ledger.pay(bond, worker, payee, BigInt(amount), end.grantShare);
  switch (end.what) {
    case 'accepted': {
      const amounts = { bountyMcc: BigInt(end.bounty), platformFeeMcc: 7n, verifierFeeMcc: BigInt(end.fee) };
      return [
        emitted('settlement', 'TaskAccepted', { taskId, requester: ADA, worker, ...amounts, agreeing }),
        ...escrowPays(worker, end.bounty),
        ...escrowPays(addressOf(1001), 7),
        ...agreeing.flatMap((checker) => escrowPays(checker, end.fee)),
        moved(number, 5),
      ];
    }
    case 'rejected':
      return [
        emitted('settlement', 'TaskRejected', { taskId, worker, bondMcc: 100n, agreeing }),
        ...agreeing.flatMap((checker) => [...bondPays(checker, 30), ...escrowPays(checker, end.fee)]),
        ...bondPays(COMMONS, 40),
        moved(number, 1, 1),
      ];
    case 'lapsed':
      return [
        emitted('taskClaims', 'ClaimLapsed', { taskId, worker, bondMcc: 100n }),
        ...bondPays(ADA, 100),
        moved(number, 1, 1),
      ];
    case 'unresolved':
      return [emitted('settlement', 'TaskUnresolved', { taskId, worker }), moved(number, 1, 1)];
    case 'expired':
      return [moved(number, 7)];
  }
}

const sumOf = (told: readonly Happening[]): bigint =>
  told.reduce((total, { amountMcc = '0' }) => total + BigInt(amountMcc), 0n);

/** What passed between two is what one of them owes the other. */
function expectHistories(context: NodeContext, ledger: Ledger): void {
  for (const other of [...PEOPLE, COMMONS].filter((one) => one !== context.me)) {
    if (other === COMMONS && ledger.owed(context.me, COMMONS) === 0n) continue;
    const facts = Object.create(context.facts, {
      debtsOf: { value: () => [debtBetween(context.me, other)] },
    }) as Mirror;
    const { history } = personPage({ ...context, facts }, other, SIGHT);
    expect(sumOf(history), `${context.me} with ${other}`).toBe(ledger.owed(context.me, other));
  }
}

/** Only people who are tied are known; how much does not matter here. */
const debtBetween = (debtor: Address, creditor: Address) => ({ debtor, creditor, amount: mcc(1) });

describe('what happened to an account', () => {
  it('sums up to all that came and went, for everybody', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ending, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (endings, perBlock) => {
          const folder = await mkdtemp(join(tmpdir(), 'corehour-happenings-'));
          const facts = await Mirror.open(folder, { commons: COMMONS, platform: addressOf(1001) }, 0);
          try {
            const joins = PEOPLE.flatMap((account, number) => [
              person(account, `P${number}`),
              emitted('creditLedger', 'GrantGiven', { account, amountMcc: GRANT, number: 1n }),
            ]);
            await applyBlock(facts, blockOf(1, ...joins));
            const ledger = new Ledger();
            const starts = endings.flatMap(({ worker }, index) => [
              posted(index),
              claimed(index, PEOPLE[worker] ?? ADA),
            ]);
            await applyBlock(facts, blockOf(2, ...starts));
            const ends = endings.map((end, index) => endOf(index, end, ledger));
            for (let first = 0; first < ends.length; first += perBlock) {
              await applyBlock(facts, blockOf(3 + first, ...ends.slice(first, first + perBlock).flat()));
            }
            const { journal } = (await sceneOf({})).context;
            for (const me of PEOPLE) {
              const told = happenings({ facts, me, journal } as unknown as NodeContext, myMoments(facts, me));
              const sum = told.reduce((total, { amountMcc = '0' }) => total + BigInt(amountMcc), 0n);
              expect(sum).toBe((ledger.position.get(me) ?? 0n) + (ledger.grant.get(me) ?? 0n));
              expectHistories({ facts, me, journal } as unknown as NodeContext, ledger);
            }
          } finally {
            await facts.dispose();
            await rm(folder, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  const toldTo = async (
    me: Address,
    tasks = [acceptedTask(1)],
    intents = orderIntents('1', ['a.jpg', 'b.jpg', 'c.jpg'], tasks),
  ) => {
    const { context } = await sceneOf({ me, tasks, ...(me === REQUESTER && { intents }) });
    return happenings(context, myMoments(context.facts, me));
  };

  it('is told to the requester with the job it opens, newest first', async () => {
    const told = await toldTo(REQUESTER);
    expect(told.map(({ sentence, amountMcc, opens }) => [sentence, amountMcc, opens])).toEqual([
      [
        '3 photos: checked by Cleo ·0000 and Dan ·0000 and settled, Ben ·0000 is paid',
        '-1690',
        { page: 'job', jobId: '1' },
      ],
      ['3 photos: Ben ·0000 claimed it', undefined, { page: 'job', jobId: '1' }],
      ['3 photos: posted, 3.390 CC set aside', undefined, { page: 'job', jobId: '1' }],
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(3);
  });

  it('is told to the worker and to those who checked, each with what it brought', async () => {
    expect(await toldTo(WORKER)).toMatchObject([
      { sentence: 'Your work for Ada ·0000 was checked and accepted', amountMcc: '1000', opens: { page: 'lend' } },
    ]);
    expect(await toldTo(CLEO)).toMatchObject([
      { sentence: 'You checked what Ben ·0000 computed for Ada ·0000: it was right', amountMcc: '340' },
    ]);
    expect(await toldTo(addressOf(9))).toEqual([]);
  });

  it('begins with joining, and with the grant where there was one', async () => {
    const joined = { at: NOON as never, grant: mcc(10_000) };
    const { context } = await sceneOf({ facts: { person: (address) => ({ ...personOf(address), joined }) } });
    expect(happenings(context, [])).toMatchObject([
      { sentence: 'You joined and got credits to start with', amountMcc: '10000' },
    ]);
  });

  it('of a task whose job this computer does not know is told all the same', async () => {
    expect(await toldTo(REQUESTER, [taskOf(1)], [])).toMatchObject([
      { sentence: 'A task of yours: posted, 2.000 CC set aside' },
    ]);
  });
});
