import { describe, expect, it } from 'vitest';
import { type DebtFact, type Facts, emptyAccount } from '../../../domain/facts.js';
import type { Address } from '../../../domain/identity.js';
import { mcc } from '../../../domain/units.js';
import { homePage } from '../../../main/view/home.js';
import { peopleList, personPage } from '../../../main/view/people.js';
import { REQUESTER, WORKER, addressOf, taskOf } from '../../domain/facts.js';
import { CLEO, DAN, NOON, SIGHT, acceptedTask, orderIntents, personOf, sceneOf } from './scene.js';

const COMMONS = addressOf(1000);
const PLATFORM = addressOf(1001);
const debt = (debtor: Address, creditor: Address, amount: number): DebtFact => ({
  debtor,
  creditor,
  amount: mcc(amount),
});
const withDebts = (...debts: DebtFact[]): Partial<Facts> => ({
  debtsOf: (me) => debts.filter(({ debtor, creditor }) => debtor === me || creditor === me),
});

describe('the list of people', () => {
  it('has everybody but oneself, the greatest debt first, then who was met last', async () => {
    const facts = withDebts(debt(REQUESTER, CLEO, 340), debt(COMMONS, REQUESTER, 500), debt(WORKER, DAN, 9));
    const { context } = await sceneOf({ tasks: [acceptedTask(1)], facts });
    const { rows } = peopleList(context, { isNeighbour: (address) => address === CLEO });
    expect(rows.map(({ name, youOweMcc, owesYouMcc }) => [name, youOweMcc, owesYouMcc])).toEqual([
      ['the commons', '0', '500'],
      ['Cleo ·0000', '340', '0'],
      ['Ben ·0000', '0', '0'],
      ['Dan ·0000', '0', '0'],
    ]);
    expect(rows.map(({ role }) => role)).toEqual(['commons', 'person', 'person', 'person']);
    expect(rows.map(({ isNeighbour }) => isNeighbour)).toEqual([false, true, false, false]);
    expect(rows.map(({ lastAt }) => lastAt)).toEqual([undefined, NOON - 55_000, NOON - 55_000, NOON - 55_000]);
  });

  it('sums both sides as the chain does', async () => {
    const account = (address: Address) => ({ ...emptyAccount(address), owed: mcc(7), owes: mcc(5) });
    const { context } = await sceneOf({ facts: { account } });
    expect(peopleList(context, SIGHT)).toMatchObject({ owedMcc: '7', owesMcc: '5' });
  });
});

describe('a person’s page', () => {
  it('tells what passed between the two, and only that', async () => {
    const intents = orderIntents('1', ['a.jpg', 'b.jpg', 'c.jpg'], [acceptedTask(1)]);
    const { context } = await sceneOf({ tasks: [acceptedTask(1), taskOf(2)], intents });
    const page = personPage(context, WORKER, SIGHT);
    expect(page.history.map(({ sentence, amountMcc }) => [sentence, amountMcc])).toEqual([
      ['3 photos: checked by Cleo ·0000 and Dan ·0000 and settled, Ben ·0000 is paid', '-1000'],
      ['3 photos: Ben ·0000 claimed it', undefined],
    ]);
    const other = (await sceneOf({ me: CLEO, tasks: [acceptedTask(1)] })).context;
    expect(personPage(other, REQUESTER, SIGHT).history).toMatchObject([{ amountMcc: '340' }]);
    expect(personPage(other, DAN, SIGHT).history).toEqual([]);
  });

  it.each<[string, Address, DebtFact[], RegExp]>([
    ['nothing owed', WORKER, [], /You are even/],
    ['you owe', WORKER, [debt(REQUESTER, WORKER, 5)], /Do one of their tasks: Ben ·0000 has 1 task open now/],
    ['you owe somebody without tasks', CLEO, [debt(REQUESTER, CLEO, 5)], /None is open now/],
    ['they owe', WORKER, [debt(WORKER, REQUESTER, 5)], /Send Ben ·0000 a job/],
    ['the commons owes', COMMONS, [debt(COMMONS, REQUESTER, 5)], /paid out of grants/],
    ['the platform is owed', PLATFORM, [debt(REQUESTER, PLATFORM, 5)], /Fees are owed/],
  ])('says what would settle it: %s', async (_, address, debts, sentence) => {
    const tasks = [taskOf(1, { requester: WORKER }), taskOf(2)];
    const { context } = await sceneOf({ tasks, facts: withDebts(...debts) });
    expect(personPage(context, address, SIGHT).settle.join('\n')).toMatch(sentence);
  });

  it('is refused for somebody nobody knows', async () => {
    const { context } = await sceneOf({});
    expect(() => personPage(context, addressOf(77), SIGHT)).toThrow(
      expect.objectContaining({ code: 'input.malformed' }),
    );
    expect(() => personPage(context, REQUESTER, SIGHT)).toThrow(expect.objectContaining({ code: 'input.malformed' }));
  });
});

describe('Home', () => {
  const account = (address: Address) => ({
    address,
    owed: mcc(1000),
    owes: mcc(200),
    grant: mcc(5000),
    escrowed: mcc(300),
    bonded: mcc(40),
    staked: mcc(5000),
  });

  it('adds up what is available, set aside, earned and spent', async () => {
    const days = [0, 1, 29, 31].map((day, index) => acceptedTask(index + 1, NOON - day * 86_400_000 - 60_000));
    const { context } = await sceneOf({ me: WORKER, tasks: days, facts: { account } });
    expect(homePage(context, SIGHT)).toMatchObject({
      me: { availableMcc: '460', positionMcc: '800' },
      setAsideMcc: '300',
      depositsMcc: '5040',
      todayMcc: '1000',
      earned30Mcc: '3000',
      spent30Mcc: '0',
      jobs: [],
    });
    const requester = (await sceneOf({ tasks: days, facts: { account } })).context;
    expect(homePage(requester, SIGHT)).toMatchObject({ todayMcc: '-1690', earned30Mcc: '0', spent30Mcc: '5070' });
  });

  it('shows jobs under way alone, and at most 50 happenings', async () => {
    const tasks = Array.from({ length: 60 }, (_, number) =>
      taskOf(number + 1, { state: number < 2 ? 'open' : 'cancelled' }),
    );
    const intents = tasks.flatMap((task, number) => orderIntents(String(number), ['a', 'b', 'c'], [task]));
    const page = homePage((await sceneOf({ tasks, intents })).context, SIGHT);
    expect(page.jobs.map(({ jobId }) => jobId).sort()).toEqual(['0', '1']);
    expect(page.happenings).toHaveLength(50);
  });

  it('asks for the words from the first credit on, until they are saved', async () => {
    const asks = async (owed: number, wordsSaved: boolean, lifetimeEarned = 0) => {
      const { reputation, ...person } = personOf(REQUESTER);
      const earned = { ...person, reputation: { ...reputation, lifetimeEarned: mcc(lifetimeEarned) } };
      const facts = {
        account: (address: Address) => ({ ...emptyAccount(address), owed: mcc(owed), grant: mcc(10_000) }),
        person: () => earned,
      };
      return homePage((await sceneOf({ facts, settings: { wordsSaved } })).context, SIGHT).shouldSaveWords;
    };
    expect(await asks(0, false)).toBe(false);
    expect(await asks(1, false)).toBe(true);
    expect(await asks(0, false, 1)).toBe(true);
    expect(await asks(1, true, 1)).toBe(false);
  });
});
