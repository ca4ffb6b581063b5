import { expect, it } from 'vitest';
import type { NodeContext } from '../../../main/context.js';
import type { Acts } from '../../../main/journal/runner.js';
import { startPulse } from '../../../main/pulse.js';
import type { WorkLoop } from '../../../main/work/loop.js';
import { SILENT } from '../journal/intents.js';
import { NOON, sceneOf } from '../view/scene.js';

it('the end of a pause is told, though nothing was done', async () => {
  const { context, clock } = await sceneOf({ settings: { pausedUntil: NOON + 2000 } });
  let pass: (() => void) | undefined;
  /** One second of the heartbeat; resolves once the next has begun to wait. */
  const second = async (): Promise<void> => {
    clock.at += 1000;
    pass?.();
    await waited();
  };
  let begun: (() => void) | undefined;
  const waited = (): Promise<void> => new Promise((resolve) => (begun = resolve));
  const delay = (_: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      pass = resolve;
      signal?.addEventListener('abort', () => resolve());
      begun?.();
    });
  const parts = {
    log: SILENT,
    clock: { now: clock.now, delay },
    exchange: { releaseDue: async () => undefined },
    facts: Object.assign(context.facts, { onChange: () => () => undefined }),
  };
  const first = waited();
  const loop = { tick: async () => undefined } as unknown as WorkLoop;
  const pulse = startPulse({ ...context, ...parts } as unknown as NodeContext, {} as Acts, loop, 0);
  const told: number[] = [];
  pulse.onMoved(() => told.push(clock.at));
  await first;
  for (let beats = 0; beats < 3; beats += 1) await second();
  expect(told).toEqual([NOON + 2000]);
  await pulse.dispose();
});
