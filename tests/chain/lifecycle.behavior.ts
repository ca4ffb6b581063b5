/** The life of tasks on a network: who is owed what at the end, to the last mCC. Every chain must pass it. */
import { keccak256, toHex } from 'viem';
import { getContractAddress } from 'viem/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccountFact, emptyAccount } from '../../domain/facts.js';
import { type Address, addressOfAccount } from '../../domain/identity.js';
import { CONTRACT_NAMES } from '../../domain/wire/profile.js';
import { keccak } from '../../main/chain/encode.js';
import { makeKey } from '../../main/wallet/key.js';
import { ENGINES, Economy, type Person } from './economy.js';
import { expectMirrorEqualsLens, expectRebuildEquals } from './lens-compare.js';
import { attempt, digestsOf, post, termsOf } from './task-steps.js';
import { type StartNetwork, type TestNetwork, deployer } from './test-network.js';
import { testTransactions } from './transactions.behavior.js';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;
const CHUNKS = 100;
const GRANT = 10_000n;
const STAKE = 5000n;

/** Runs the suite on a network of its own; `reason` says why it is skipped. */
export function testLifecycle(title: string, start: StartNetwork, reason?: string): void {
  describe.skipIf(reason !== undefined)(reason === undefined ? title : `${title} (skipped: ${reason})`, () => {
    let network: TestNetwork;
    let economy: Economy;
    let people: readonly Person[];
    const person = (name: (typeof NAMES)[number]): Person => {
      const found = people[NAMES.indexOf(name)];
      if (!found) throw new Error(`${name} did not arrive`);
      return found;
    };

    beforeAll(async () => {
      const keys = await Promise.all(NAMES.map(() => makeKey()));
      network = await start(keys);
      economy = await Economy.open(network);
      people = await Promise.all(keys.map((key, index) => economy.arrive(NAMES[index] ?? '', key)));
    });
    afterAll(async () => {
      await economy?.dispose();
      await network?.dispose();
    });

    testJoining({ economy: () => economy, person });
    testTasks({ economy: () => economy, person });
    testTransactions({ economy: () => economy, person });
  });
}

/** What the parts of the suite share; the network is there once they run. */
export interface Stage {
  readonly economy: () => Economy;
  readonly person: (name: (typeof NAMES)[number]) => Person;
}

const platform: Address = addressOfAccount(deployer.pair.publicKey, keccak);

function account(address: Address, totals: Partial<AccountFact>): AccountFact {
  return { ...emptyAccount(address), ...totals } as AccountFact;
}

const amounts = (totals: Readonly<Record<string, bigint>>): Partial<AccountFact> => totals as Partial<AccountFact>;

function testJoining({ economy, person }: Stage): void {
  test('the contracts lie where the deployer and its nonces say, on every chain', () => {
    const { contracts } = economy().network.profile;
    const expected = CONTRACT_NAMES.map((_, index) => getContractAddress({ from: platform, nonce: BigInt(2 * index) }));
    expect(CONTRACT_NAMES.map((name) => contracts[name])).toEqual(expected.map((address) => address.toLowerCase()));
  });

  test('an invitation lets one person in with a grant; a used or forged one lets nobody in', async () => {
    const { network } = economy();
    const invitation = await network.invite();
    await person('Ada').register(invitation);
    await expect(person('Ben').register(invitation)).rejects.toMatchObject({
      code: 'chain.refused',
      message: 'This invitation has been used already. Ask your host for a new one.',
      data: { reason: 'InvitationUsed' },
    });
    const genuine = await network.invite();
    const forged = { ...genuine, invitationSecret: keccak256(toHex('guessed')) };
    await expect(person('Ben').register(forged)).rejects.toMatchObject({
      code: 'chain.refused',
      data: { reason: 'InvitationInvalid' },
    });
    person('Dan').joinsSeated = true;
    await Promise.all(
      (['Ben', 'Cleo', 'Dan'] as const).map(async (name) => person(name).register(await network.invite())),
    );
    await person('Eve').register();
    const { facts } = economy();
    await economy().until('five people', () => facts.people().length === NAMES.length);
    expect(NAMES.map((name) => facts.account(person(name).me).grant)).toEqual([GRANT, GRANT, GRANT, GRANT, 0n]);
    expect(NAMES.map((name) => facts.person(person(name).me)?.name)).toEqual([...NAMES]);
    expect(NAMES.map((name) => facts.person(person(name).me)?.engines)).toEqual(NAMES.map(() => [...ENGINES.values()]));
    expect(facts.seats().map(({ holder }) => holder)).toEqual([person('Dan').me]);
  });

  test('who has credits takes a seat, who has none is told what is missing', async () => {
    const seated = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;
    // Dan has his already.
    await Promise.all(seated.filter((name) => name !== 'Dan').map((name) => person(name).takeSeat()));
    await expect(person('Eve').takeSeat()).rejects.toMatchObject({
      code: 'funds.not-enough',
      message: 'You have 0.000 CC available and this needs 5.000 CC. Lend your computer, or order less.',
      data: { reason: 'NotEnoughCredit', value1: '0', value2: '5000' },
    });
    const { facts } = economy();
    await economy().until('four seats', () => facts.seats().length === seated.length);
    for (const name of seated) {
      const { me } = person(name);
      expect(facts.account(me)).toEqual(account(me, amounts({ grant: GRANT, staked: STAKE })));
    }
    await expectMirrorEqualsLens(facts, person('Ada').contracts);
  });
}

function testTasks({ economy, person }: Stage): void {
  const verifiers = () => [person('Cleo'), person('Dan')];
  const addressOf = (name: (typeof NAMES)[number]) => person(name).me;
  /** Sorted, for comparison: who owes whom. */
  const debts = (): string[] =>
    economy()
      .facts.debts()
      .map(({ debtor, creditor, amount }) => `${nameOf(debtor)} owes ${nameOf(creditor)} ${amount}`)
      .sort();
  const nameOf = (address: Address): string =>
    address === economy().facts.commons
      ? 'commons'
      : address === platform
        ? 'platform'
        : (NAMES.find((name) => person(name).me === address) ?? address);
  const totalsOf = (name: (typeof NAMES)[number]) => economy().facts.account(addressOf(name));
  const reputationOf = (name: (typeof NAMES)[number]) => economy().facts.person(addressOf(name))?.reputation;

  test('work paid out of a grant: the commons owes worker, platform and checkers', async () => {
    const { facts } = economy();
    const task = await post(economy(), person('Ada'), termsOf(economy(), 1001));
    // 1001, 1 % of it, and seven fees of 2 %, all rounded up.
    expect(task.escrow).toBe(1159n);
    expect(totalsOf('Ada').escrowed).toBe(1159n);
    const done = await attempt(economy(), {
      taskId: task.taskId,
      worker: person('Ben'),
      verifiers: verifiers(),
      result: digestsOf('first', CHUNKS),
      beforeVerdict: async () => {
        expect(totalsOf('Ben').bonded).toBe(101n);
        expect(facts.task(task.taskId)?.round?.chunks).toHaveLength(2);
        await expectMirrorEqualsLens(facts, person('Ada').contracts);
        await expectRebuildEquals(facts, person('Ada').contracts);
      },
    });
    expect(done.state).toBe('accepted');
    expect(done.moments.map(({ what }) => what)).toEqual([
      'posted',
      'claimed',
      'sealed',
      'drawn',
      'opened',
      'accepted',
    ]);
    expect(debts()).toEqual([
      'commons owes Ben 1001',
      'commons owes Cleo 21',
      'commons owes Dan 21',
      'commons owes platform 11',
    ]);
    expect(totalsOf('Ada')).toEqual(account(addressOf('Ada'), amounts({ grant: GRANT - 1054n, staked: STAKE })));
    expect(totalsOf('Ben')).toEqual(account(addressOf('Ben'), amounts({ grant: GRANT, owed: 1001n, staked: STAKE })));
    expect(facts.account(facts.commons).owes).toBe(1054n);
    expect(facts.verifiedCompute).toBe(1001n);
    expect(reputationOf('Ben')).toMatchObject({ accepted: 1, rejected: 0, streak: 1, lifetimeEarned: 1001n });
  });

  test('work paid out of what was earned: the requester owes', async () => {
    const task = await post(economy(), person('Ben'), termsOf(economy(), 501));
    const done = await attempt(economy(), {
      taskId: task.taskId,
      worker: person('Ada'),
      verifiers: verifiers(),
      result: digestsOf('second', CHUNKS),
    });
    expect(done.state).toBe('accepted');
    expect(debts()).toEqual([
      'Ben owes Ada 501',
      'Ben owes Cleo 11',
      'Ben owes Dan 11',
      'Ben owes platform 6',
      'commons owes Ben 1001',
      'commons owes Cleo 21',
      'commons owes Dan 21',
      'commons owes platform 11',
    ]);
    expect(totalsOf('Ben')).toEqual(
      account(addressOf('Ben'), amounts({ grant: GRANT, owed: 1001n, owes: 529n, staked: STAKE })),
    );
    expect(totalsOf('Ada').owed).toBe(501n);
  });

  test('a wrong result costs the bond, and the task is open again; then it is cancelled', async () => {
    const { facts } = economy();
    const task = await post(economy(), person('Ada'), termsOf(economy(), 1001));
    const reopened = await attempt(economy(), {
      taskId: task.taskId,
      worker: person('Ben'),
      verifiers: verifiers(),
      result: digestsOf('wrong', CHUNKS),
      found: digestsOf('right', CHUNKS),
    });
    expect(reopened).toMatchObject({ state: 'open', failures: 1 });
    expect(reopened.claim).toBeUndefined();
    expect(reopened.moments.at(-1)).toMatchObject({ what: 'rejected', who: addressOf('Ben'), amount: 101n });
    // Of the bond, which was grant, two fees of 21 are owed by the commons now; the rest is burned.
    expect(totalsOf('Ben')).toEqual(
      account(addressOf('Ben'), amounts({ grant: GRANT - 101n, owed: 1001n, owes: 529n, staked: STAKE })),
    );
    expect(debts()).toContain('commons owes Cleo 42');
    expect(debts()).toContain('commons owes Dan 42');
    expect(reputationOf('Ben')).toMatchObject({ accepted: 1, rejected: 1, streak: 0 });
    expect(facts.verifiedCompute).toBe(1502n);

    expect(totalsOf('Ada').escrowed).toBe(1159n);
    await person('Ada').contracts.send('taskMarket', 'cancel', [task.taskId]);
    await economy().until('the end', () => facts.task(task.taskId)?.state === 'cancelled');
    expect(totalsOf('Ada')).toEqual(
      account(addressOf('Ada'), amounts({ grant: GRANT - 1054n, owed: 501n, staked: STAKE })),
    );
    await expect(person('Ada').contracts.send('taskMarket', 'cancel', [task.taskId])).rejects.toMatchObject({
      code: 'chain.refused',
      data: { reason: 'WrongState', value0: task.taskId, value1: '6' },
    });
  });

  test('a debt first cancels the opposite one, earned credit before the grant', async () => {
    const { facts } = economy();
    const task = await post(economy(), person('Ada'), termsOf(economy(), 1001));
    await attempt(economy(), {
      taskId: task.taskId,
      worker: person('Ben'),
      verifiers: verifiers(),
      result: digestsOf('third', CHUNKS),
    });
    // Ben's debt of 501 is gone; the other 500 of the bounty and both fees came from the grant.
    expect(debts()).toEqual([
      'Ben owes Cleo 11',
      'Ben owes Dan 11',
      'Ben owes platform 6',
      'commons owes Ben 1501',
      'commons owes Cleo 63',
      'commons owes Dan 63',
      'commons owes platform 22',
    ]);
    expect(totalsOf('Ada')).toEqual(account(addressOf('Ada'), amounts({ grant: GRANT - 1054n - 553n, staked: STAKE })));
    expect(reputationOf('Ben')).toMatchObject({ accepted: 2, rejected: 1, streak: 1, lifetimeEarned: 2002n });
    const positions = facts.accounts().map(({ owed, owes }) => owed - owes);
    expect(positions.reduce((sum, position) => sum + position, 0n)).toBe(0n);
    await expectMirrorEqualsLens(facts, person('Ada').contracts);
    await expectRebuildEquals(facts, person('Ada').contracts);
  });
}
