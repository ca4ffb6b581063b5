import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Duty, dutiesOf } from '../../domain/duty/duties.js';
import type { RoundFact, TaskFact, TaskState } from '../../domain/facts.js';
import { minutes, ms } from '../../domain/units.js';
import { REQUESTER, WORKER, addressOf, claimOf, factsOf, hashOf, taskOf } from './facts.js';
import { MINUTE, QUORUM, TaskMachine } from './task-machine.js';

const CHECKERS = [addressOf(3), addressOf(4)];
const BYSTANDER = addressOf(9);
const EVERYBODY = [REQUESTER, WORKER, ...CHECKERS, BYSTANDER];
/** Wall time ahead of the chain's. */
const LAG = 2000;
const FINAL: ReadonlySet<TaskState> = new Set(['accepted', 'cancelled', 'expired']);

const idOf = ({ kind, taskId, turn }: Duty): string => `${kind}:${taskId}:${turn}`;

describe('the duties of a task', () => {
  const round = (more: Partial<RoundFact> = {}): RoundFact => ({
    number: 1,
    phase: 'committing',
    phaseEndsAt: ms(60_000),
    seedBlock: 5,
    chunks: [0],
    votes: CHECKERS.map((verifier) => ({ verifier, committed: false })),
    ...more,
  });
  const sealed = { seal: hashOf(5), at: ms(1000), block: 9, computeTime: ms(1) };
  const kinds = (task: TaskFact, who: string, now = 10_000, block = 10): string[] =>
    dutiesOf(factsOf([task], { block }), who as typeof WORKER, ms(now)).map(({ kind }) => kind);

  it.each<[string, TaskFact, Record<string, string>]>([
    ['open', taskOf(1), {}],
    ['claimed', taskOf(1, { state: 'claimed', claim: claimOf() }), { [WORKER]: 'compute' }],
    [
      'committing',
      taskOf(1, { state: 'checking', claim: claimOf({ sealed }), round: round() }),
      { [CHECKERS[0] as string]: 'check', [CHECKERS[1] as string]: 'check' },
    ],
    [
      'opening',
      taskOf(1, { state: 'checking', claim: claimOf({ sealed }), round: round({ phase: 'opening' }) }),
      { [WORKER]: 'open' },
    ],
    [
      'revealing',
      taskOf(1, { state: 'checking', claim: claimOf({ sealed }), round: round({ phase: 'revealing' }) }),
      { [CHECKERS[0] as string]: 'reveal', [CHECKERS[1] as string]: 'reveal' },
    ],
    ['accepted', taskOf(1, { state: 'accepted', claim: claimOf({ sealed }) }), { [REQUESTER]: 'collect' }],
    ['expired', taskOf(1, { state: 'expired', claim: claimOf({ sealed }), round: round() }), {}],
    ['cancelled', taskOf(1, { state: 'cancelled' }), {}],
  ])('while %s fall to those concerned alone', (_, task, expected) => {
    for (const who of EVERYBODY)
      expect(kinds(task, who), who).toEqual(expected[who] === undefined ? [] : [expected[who]]);
  });

  it('leave a vote that is given, and the account’s letters may be of any case', () => {
    const [one, two] = CHECKERS.map((verifier) => ({ verifier, committed: false }));
    if (!one || !two) throw new Error('two checkers are drawn');
    const task = taskOf(1, {
      state: 'checking',
      claim: claimOf({ sealed }),
      round: round({ votes: [{ ...one, committed: true }, two] }),
    });
    expect(kinds(task, CHECKERS[0] as string)).toEqual([]);
    expect(kinds(taskOf(1, { state: 'claimed', claim: claimOf({ worker: '0xAB' }) }), '0xab')).toEqual(['compute']);
  });

  it('are everybody’s once a time has passed, and say whose interest is nearest', () => {
    const task = taskOf(1, { state: 'claimed', claim: claimOf({ lockedUntil: ms(60_000) }) });
    expect(kinds(task, BYSTANDER, 60_000)).toEqual([]);
    expect(kinds(task, WORKER, 60_000)).toEqual(['compute']);
    for (const who of EVERYBODY) expect(kinds(task, who, 62_001)).toEqual(['lapse']);
    const parties = EVERYBODY.map((who) => dutiesOf(factsOf([task]), who, ms(62_001))[0]?.isParty);
    expect(parties).toEqual([true, true, false, false, false]);
  });

  it('include a draw once the seed’s block has a successor', () => {
    const task = taskOf(1, { state: 'sealed', claim: claimOf({ sealed }) });
    expect(kinds(task, BYSTANDER, 10_000, 10)).toEqual([]);
    expect(kinds(task, BYSTANDER, 10_000, 11)).toEqual(['draw']);
    expect(kinds(task, BYSTANDER, 1000 + minutes(24 * 60) + 2001, 11)).toEqual(['settle-unchecked']);
  });

  it('settle a task whose last round found nobody, which can no longer be drawn', () => {
    const exhausted = round({ phase: 'none', phaseEndsAt: ms(0), number: 3 });
    const task = taskOf(1, { state: 'checking', claim: claimOf({ sealed }), round: exhausted });
    expect(kinds(task, BYSTANDER)).toEqual(['settle']);
  });

  it('are at most one a task, whatever the facts', () => {
    const vote = fc.record({ verifier: fc.constantFrom(...EVERYBODY), committed: fc.boolean() });
    const anyRound = fc.record({
      number: fc.nat(5),
      phase: fc.constantFrom('none' as const, 'committing' as const, 'opening' as const, 'revealing' as const),
      phaseEndsAt: fc.nat(100_000).map(ms),
      seedBlock: fc.nat(20),
      chunks: fc.constant([0]),
      votes: fc.array(vote, { maxLength: 3 }),
    });
    const state = fc.constantFrom<TaskState>(
      'none',
      'open',
      'claimed',
      'sealed',
      'checking',
      'accepted',
      'cancelled',
      'expired',
    );
    const task = fc.tuple(state, fc.option(anyRound), fc.boolean(), fc.boolean(), fc.nat(100_000));
    fc.assert(
      fc.property(
        fc.array(task, { maxLength: 6 }),
        fc.nat(100_000_000),
        fc.constantFrom(...EVERYBODY),
        (given, now, who) => {
          const tasks = given.map(([at, seen, isClaimed, isSealed, lockedUntil], number) => {
            const claim = isClaimed
              ? { claim: claimOf({ lockedUntil: ms(lockedUntil), ...(isSealed && { sealed }) }) }
              : {};
            return taskOf(number, { state: at, ...claim, ...(seen && { round: seen }) });
          });
          const ids = dutiesOf(factsOf(tasks), who, ms(now)).map(({ taskId }) => taskId);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

describe('a task’s life', () => {
  /** Who is there to see to duties, and at each turn: which of the duties at hand, how long everybody sleeps. */
  const life = fc.record({
    awake: fc.subarray(EVERYBODY, { minLength: 1 }),
    verifiers: fc.subarray(CHECKERS),
    isClaimed: fc.boolean(),
    turns: fc.infiniteStream(fc.record({ which: fc.nat(9), naps: fc.nat(3) })),
  });

  it('never gets stuck, asks for nothing the contracts refuse, and asks for nothing twice', () => {
    fc.assert(
      fc.property(life, ({ awake, verifiers, isClaimed, turns }) => {
        const machine = new TaskMachine(verifiers);
        const done = new Set<string>();
        for (let turn = 0; !FINAL.has(machine.task.state); turn += 1) {
          if (turn > 400) throw new Error(`stuck in ${machine.task.state} ${machine.task.round?.phase ?? ''}`);
          const { which, naps } = turns.next().value;
          if (
            machine.task.state === 'open' &&
            isClaimed &&
            awake.includes(WORKER) &&
            machine.now < machine.task.terms.deadline
          ) {
            machine.take('claim', WORKER);
            continue;
          }
          machine.now += naps * MINUTE;
          const facts = factsOf([machine.task], { block: machine.block });
          // Nobody is drawn where no seat stands: the draw is refused until its day is over.
          const canAct = (duty: Duty): boolean => duty.kind !== 'draw' || verifiers.length > 0;
          const due = awake.flatMap((who) =>
            dutiesOf(facts, who, ms(machine.now + LAG))
              .filter((duty) => canAct(duty) && !done.has(`${who}:${idOf(duty)}`))
              .map((duty) => ({ who, duty })),
          );
          const chosen = due[which % Math.max(1, due.length)];
          if (!chosen) {
            machine.now += 20 * MINUTE;
            machine.block += 2;
            continue;
          }
          machine.take(chosen.duty.kind, chosen.who);
          machine.now += 500;
          done.add(`${chosen.who}:${idOf(chosen.duty)}`);
          if (chosen.duty.kind === 'compute' && machine.now <= (machine.task.claim?.lockedUntil ?? 0))
            machine.take('submit', WORKER);
        }
        for (const who of EVERYBODY) {
          const left = dutiesOf(factsOf([machine.task], { block: machine.block }), who, ms(machine.now + QUORUM));
          expect(left.map(({ kind }) => kind)).toEqual(
            machine.task.state === 'accepted' && who === REQUESTER ? ['collect'] : [],
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('ends accepted where everybody is there', () => {
    const machine = new TaskMachine(CHECKERS);
    machine.take('claim', WORKER);
    const seen: string[] = [];
    for (let turn = 0; machine.task.state !== 'accepted' && turn < 40; turn += 1) {
      machine.block += 1;
      const facts = factsOf([machine.task], { block: machine.block });
      const next = EVERYBODY.flatMap((who) => dutiesOf(facts, who, ms(machine.now)).map((duty) => ({ who, duty })))[0];
      if (!next) continue;
      seen.push(next.duty.kind);
      machine.take(next.duty.kind, next.who);
      if (next.duty.kind === 'compute') machine.take('submit', WORKER);
    }
    expect(seen).toEqual(['compute', 'draw', 'check', 'check', 'open', 'reveal', 'reveal', 'settle']);
  });
});
