import { expect, test } from 'vitest';
import { Gate } from '../../../main/chain/gate.js';

/** Steps that end when told, and what was begun so far. */
function makeSteps(gate: Gate, count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const results = Array.from({ length: count }, (_, index) =>
    gate.run(() => {
      begun.push(index);
      return new Promise<number>((resolve, reject) => {
        ends[index] = () => (index === 1 ? reject(new Error('failed')) : resolve(index));
      });
    }),
  );
  return { begun, end: (index: number) => ends[index]?.(), results };
}

test('so many run at a time; the others follow in order, also after a failure', async () => {
  const { begun, end, results } = makeSteps(new Gate(2), 4);
  expect(begun).toEqual([0, 1]);
  end(1);
  await expect(results[1]).rejects.toThrow('failed');
  expect(begun).toEqual([0, 1, 2]);
  end(0);
  expect(await results[0]).toBe(0);
  expect(begun).toEqual([0, 1, 2, 3]);
  end(2);
  end(3);
  expect(await Promise.all(results.slice(2))).toEqual([2, 3]);
});

test('once all are through, the next goes at once', async () => {
  const gate = new Gate(1);
  expect(await gate.run(async () => 'first')).toBe('first');
  const { begun, end, results } = makeSteps(gate, 1);
  expect(begun).toEqual([0]);
  end(0);
  expect(await results[0]).toBe(0);
});
