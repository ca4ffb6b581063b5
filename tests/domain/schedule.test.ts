import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskFact, TaskState } from '../../domain/facts.js';
import { isWorthIt } from '../../domain/schedule/pay.js';
import { type WorkerView, tasksToClaim } from '../../domain/schedule/schedule.js';
import { bps, mcc, ms } from '../../domain/units.js';
import { ENGINE, REQUESTER, WORKER, addressOf, claimOf, factsOf, hashOf, taskOf } from './facts.js';

const view = (more: Partial<WorkerView> = {}): WorkerView => ({
  me: WORKER,
  engines: [ENGINE],
  slots: 1,
  passedBy: new Set(),
  now: ms(1000),
  ...more,
});
const chosen = (tasks: readonly TaskFact[], more: Partial<WorkerView> = {}): string[] =>
  tasksToClaim(factsOf(tasks), view(more)).map(({ taskId }) => taskId);
const mine = (number: number, state: TaskState): TaskFact => taskOf(number, { state, claim: claimOf() });

describe('the tasks to claim', () => {
  it('are open, in time, of others, of an engine at hand and not passed by', () => {
    const tasks = [
      taskOf(1),
      taskOf(2, { requester: WORKER }),
      taskOf(3, { requester: WORKER.toUpperCase().replace('0X', '0x') as `0x${string}` }),
      taskOf(4, {}, { engine: hashOf(7) }),
      taskOf(5),
      taskOf(6, {}, { deadline: ms(60_000) }),
      taskOf(7, { state: 'claimed', claim: claimOf({ worker: addressOf(3) }) }),
      taskOf(8, { state: 'cancelled' }),
    ];
    expect(chosen(tasks, { slots: 9, passedBy: new Set([hashOf(5)]) })).toEqual([hashOf(1)]);
  });

  it('are none that ran out of time here before, and none whose files would have to be kept for ever', () => {
    const lapsed = (who: typeof WORKER) => ({ moments: [{ what: 'lapsed' as const, at: ms(5), block: 1, who }] });
    const tasks = [
      taskOf(1, lapsed(WORKER)),
      taskOf(2, lapsed(addressOf(9))),
      taskOf(3, {}, { deadline: ms(8 * 24 * 3_600_000) }),
    ];
    expect(chosen(tasks, { slots: 9 })).toEqual([hashOf(2)]);
  });

  it('are those that pay best for a credit of work first, then the oldest', () => {
    const at = (moment: number) => ({ moments: [{ what: 'posted' as const, at: ms(moment), block: 1 }] });
    const tasks = [
      taskOf(1, at(30), { bounty: mcc(1000), estimate: mcc(800) }),
      taskOf(2, at(10), { bounty: mcc(500), estimate: mcc(400) }),
      taskOf(3, at(20), { bounty: mcc(300), estimate: mcc(200) }),
      taskOf(4, at(5), { bounty: mcc(5000), estimate: mcc(5000) }),
    ];
    expect(chosen(tasks, { slots: 9 })).toEqual([3, 2, 1, 4].map(hashOf));
  });

  it('are no more than the free slots', () => {
    const open = [taskOf(1), taskOf(2), taskOf(3)];
    expect(chosen(open, { slots: 2 })).toHaveLength(2);
    expect(chosen([...open, mine(4, 'claimed')], { slots: 2 })).toHaveLength(1);
    expect(chosen([...open, mine(4, 'claimed')])).toEqual([]);
  });

  it('wait while five of this node’s claims are not judged yet', () => {
    const sealed = [4, 5, 6, 7].map((number) => mine(number, number % 2 === 0 ? 'sealed' : 'checking'));
    expect(chosen([taskOf(1), taskOf(2), ...sealed], { slots: 3 })).toHaveLength(1);
    expect(chosen([taskOf(1), ...sealed, mine(8, 'checking')])).toEqual([]);
  });

  it('go on after any number of tasks that were judged', () => {
    const over = Array.from({ length: 12 }, (_, index) => mine(10 + index, index % 2 === 0 ? 'accepted' : 'expired'));
    expect(chosen([taskOf(1), ...over])).toEqual([hashOf(1)]);
  });

  it('are never one’s own and never over the slots, whatever the facts', () => {
    const state = fc.constantFrom<TaskState>('open', 'claimed', 'sealed', 'checking', 'accepted', 'expired');
    const facts = fc.array(
      fc.tuple(state, fc.constantFrom(REQUESTER, WORKER), fc.boolean(), fc.bigInt(1n, 9n), fc.bigInt(0n, 9n)),
    );
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 8 }), (given, slots) => {
        const tasks = given.map(([at, requester, isMine, bounty, estimate], number) => {
          const claim = at === 'open' ? {} : { claim: claimOf({ worker: isMine ? WORKER : addressOf(3) }) };
          return taskOf(number, { state: at, requester, ...claim }, { bounty: mcc(bounty), estimate: mcc(estimate) });
        });
        const found = tasksToClaim(factsOf(tasks), view({ slots }));
        const computing = tasks.filter(({ state: at, claim }) => at === 'claimed' && claim?.worker === WORKER).length;
        expect(found.length).toBeLessThanOrEqual(Math.max(0, slots - computing));
        for (const task of found) expect([task.state, task.requester]).toEqual(['open', REQUESTER]);
      }),
    );
  });
});

describe('whether a task pays', () => {
  it('asks for the cost and the margin on it', () => {
    expect(isWorthIt(mcc(110), mcc(100), bps(1000))).toBe(true);
    expect(isWorthIt(mcc(109), mcc(100), bps(1000))).toBe(false);
    expect(isWorthIt(mcc(0), mcc(0), bps(1000))).toBe(true);
  });
});
