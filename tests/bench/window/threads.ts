/**
 * The longest time for which a thread of the app did nothing else: how late a timer of a millisecond was at most. What
 * the computer gives to other programs meanwhile counts too, so the same is asked of a thread that has nothing to do.
 */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Desk } from '../../../scripts/local/desk.js';

const RESOLUTION_MS = 1;
const NANOSECONDS = 1e6;

export interface ThreadWatch {
  /** Milliseconds since the last `reset`. */
  readonly longest: () => Promise<number>;
  readonly reset: () => Promise<void>;
}

/** The thread of this very program. */
export function watchOwn(): ThreadWatch {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return { longest: async () => delays.max / NANOSECONDS, reset: async () => delays.reset() };
}

/** The thread that has the window. */
export async function watchMain({ app }: Desk): Promise<ThreadWatch> {
  const delays = await app.evaluateHandle((_electron, resolution): IntervalHistogram => {
    const histogram = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution });
    histogram.enable();
    return histogram;
  }, RESOLUTION_MS);
  return {
    longest: async () => (await delays.evaluate(({ max }) => max)) / NANOSECONDS,
    reset: () => delays.evaluate((histogram) => histogram.reset()),
  };
}

/** The thread the app itself runs in: reached by the inspector of the program it is a thread of. */
export async function watchAppThread(desk: Desk): Promise<ThreadWatch> {
  const line = await openLine(desk);
  const ask = (expression: string): Promise<number> => line.evaluate((open, asked) => open(asked), expression);
  await ask(`globalThis.benchDelays = process.getBuiltinModule('node:perf_hooks')
    .monitorEventLoopDelay({ resolution: ${RESOLUTION_MS} }), benchDelays.enable(), 0`);
  return {
    longest: async () => (await ask('benchDelays.max')) / NANOSECONDS,
    reset: async () => void (await ask('benchDelays.reset(), 0')),
  };
}

/** @returns What has an expression evaluated in the thread; it must give a number. */
function openLine({ app }: Desk) {
  return app.evaluateHandle(async () => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    const waiting = new Map<number, (value: number) => void>();
    const thread = await new Promise<string>((resolve) => {
      session.on('NodeWorker.attachedToWorker', ({ params }) => resolve(params.sessionId));
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const { id, result } = JSON.parse(params.message) as { id: number; result?: { result?: { value?: number } } };
      waiting.get(id)?.(result?.result?.value ?? Number.NaN);
      waiting.delete(id);
    });
    let last = 0;
    return (expression: string): Promise<number> =>
      new Promise((resolve) => {
        const id = (last += 1);
        waiting.set(id, resolve);
        const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
        session.post('NodeWorker.sendMessageToWorker', { sessionId: thread, message });
      });
  });
}
