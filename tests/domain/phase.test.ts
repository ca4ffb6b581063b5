import { describe, expect, it } from 'vitest';
import { type RoundFact, TASK_STATES, type TaskFact } from '../../domain/facts.js';
import { type LocalProgress, phaseOf } from '../../domain/task/phase.js';
import { ms } from '../../domain/units.js';
import { WORKER, addressOf, claimOf, taskOf } from './facts.js';

const round = (phase: RoundFact['phase'], committed = 0): RoundFact => ({
  number: 1,
  phase,
  phaseEndsAt: ms(0),
  seedBlock: 1,
  chunks: [0],
  votes: [3, 4].map((number, index) => ({ verifier: addressOf(number), committed: index < committed })),
});
const says = (task: TaskFact, local: LocalProgress = {}) =>
  phaseOf(task, local, (address) => (address === WORKER ? 'Ben ·0000' : 'nobody'));
const checking = (phase: RoundFact['phase'], committed = 0): TaskFact =>
  taskOf(1, { state: 'checking', claim: claimOf(), round: round(phase, committed) });

describe('where a task stands', () => {
  it.each<[TaskFact, LocalProgress, string]>([
    [taskOf(1), {}, 'Waiting for a computer'],
    [taskOf(1, { failures: 1 }), {}, 'Waiting for another computer after 1 failed try'],
    [taskOf(1, { failures: 2 }), {}, 'Waiting for another computer after 2 failed tries'],
    [taskOf(1, { state: 'claimed', claim: claimOf() }), {}, 'Ben ·0000 is computing'],
    [taskOf(1, { state: 'claimed', claim: claimOf() }), { chunksDone: 0 }, 'Ben ·0000 is computing 0 of 3'],
    [taskOf(1, { state: 'sealed', claim: claimOf() }), {}, 'Computed, waiting to be checked'],
    [checking('committing', 1), {}, 'Checking: 1 of 2 others has finished'],
    [checking('opening', 2), {}, 'Checked, the worker is opening its result'],
    [checking('revealing', 2), {}, 'Checked, the answers are being compared'],
    [checking('none'), {}, 'Computed, but too few who were drawn have checked it'],
    [taskOf(1, { state: 'accepted' }), {}, 'Settled, fetching the files'],
    [taskOf(1, { state: 'accepted' }), { collected: true }, 'Settled, the files are in your folder'],
    [taskOf(1, { state: 'expired', failures: 3 }), {}, 'Ran out of time'],
    [taskOf(1, { state: 'cancelled' }), {}, 'Cancelled'],
  ])('is said plainly (%#)', (task, local, sentence) => {
    expect(says(task, local).sentence).toBe(sentence);
  });

  it('is final once nothing more happens, which for accepted work is when its files are there', () => {
    const final = TASK_STATES.filter((state) => says(taskOf(1, { state })).isFinal);
    expect(final).toEqual(['cancelled', 'expired']);
    expect(says(taskOf(1, { state: 'accepted' }), { collected: true }).isFinal).toBe(true);
  });
});
