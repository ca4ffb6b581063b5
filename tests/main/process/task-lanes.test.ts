import { expect, it } from 'vitest';
import type { ProcessHost } from '../../../main/process/host.js';
import { TaskLanes } from '../../../main/process/task-lanes.js';

const ENGINE = { engineHash: `0x${'0'.repeat(64)}` };

/** Children that answer when the test says, each with what it was asked. */
function lanesOf() {
  const children: { asked: string[]; answer: (() => void)[] }[] = [];
  const start = () => {
    const child: (typeof children)[number] = { asked: [], answer: [] };
    children.push(child);
    return {
      call: (_: string, { kind }: { kind: string }) => {
        child.asked.push(kind);
        return new Promise((resolve) => child.answer.push(() => resolve(ENGINE)));
      },
      pid: () => undefined,
    };
  };
  return { lanes: new TaskLanes({ start } as unknown as ProcessHost), children };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('a lane takes one call at a time, and no lane waits for another', async () => {
  const { lanes, children } = lanesOf();
  const calls = ['first', 'second'].map((kind) => lanes.call('own', 'engine', { kind }));
  const look = lanes.call('look', 'engine', { kind: 'look' });
  await settle();
  expect(children.flatMap(({ asked }) => asked)).toEqual(['first', 'look']);
  const looking = children.find(({ asked }) => asked.includes('look'));
  looking?.answer[0]?.();
  expect(await look).toEqual(ENGINE);
  const own = children.find(({ asked }) => asked.includes('first'));
  own?.answer[0]?.();
  await calls[0];
  await settle();
  expect(own?.asked).toEqual(['first', 'second']);
  own?.answer[1]?.();
  expect(await calls[1]).toEqual(ENGINE);
});
