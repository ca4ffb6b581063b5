/**
 * The longest time for which a thread of the app went without looking at what is new, by a timer of a millisecond: how
 * much it worked in between, and how late the timer was. Lateness holds what the computer gave to other programs
 * meanwhile, so the same is asked of a thread that has nothing to do.
 */
import type { Desk } from '../../../scripts/local/desk.js';

/** Milliseconds since the last look. */
export interface Longest {
  /** Time on a processor between two beats of the timer; the lateness where the system does not tell. */
  readonly work: number;
  readonly late: number;
}

export interface ThreadWatch {
  /** What was longest since the last look. */
  readonly look: () => Promise<Longest>;
}

/** Begins to watch the thread it is called in. Also sent to other threads as text, so it leans on nothing around it. */
function beginWatch(): () => Longest {
  const { existsSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  const account = '/proc/thread-self/schedstat';
  const file = existsSync(account) ? openSync(account, 'r') : undefined;
  const room = Buffer.alloc(64);
  /** Its first number: nanoseconds on a processor. */
  const worked = (): number => {
    if (file === undefined) return performance.now();
    return Number.parseInt(room.toString('latin1', 0, readSync(file, room, 0, room.length, 0)), 10) / 1e6;
  };
  let last = { at: performance.now(), worked: worked() };
  let longest = { work: 0, late: 0 };
  setInterval(() => {
    const now = { at: performance.now(), worked: worked() };
    longest = {
      work: Math.max(longest.work, now.worked - last.worked),
      late: Math.max(longest.late, now.at - last.at - 1),
    };
    last = now;
  }, 1).unref();
  return () => {
    const found = longest;
    longest = { work: 0, late: 0 };
    return found;
  };
}

/** The thread of this very program. */
export function watchOwn(): ThreadWatch {
  const look = beginWatch();
  return { look: async () => look() };
}

/** The thread that has the window. */
export async function watchMain({ app }: Desk): Promise<ThreadWatch> {
  const watch = await app.evaluateHandle(beginWatch);
  return { look: () => watch.evaluate((look) => look()) };
}

/** The thread the app itself runs in: reached by the inspector of the program it is a thread of. */
export async function watchAppThread(desk: Desk): Promise<ThreadWatch> {
  const line = await openLine(desk);
  const ask = (expression: string): Promise<string> => line.evaluate((open, asked) => open(asked), expression);
  await ask(`globalThis.benchLook = (${beginWatch.toString()})(), ''`);
  return { look: async () => JSON.parse(await ask('JSON.stringify(benchLook())')) as Longest };
}

/** @returns What has an expression evaluated in the thread; it must give a text. */
function openLine({ app }: Desk) {
  return app.evaluateHandle(async () => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    const waiting = new Map<number, (value: string) => void>();
    const thread = await new Promise<string>((resolve) => {
      session.on('NodeWorker.attachedToWorker', ({ params }) => resolve(params.sessionId));
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const { id, result } = JSON.parse(params.message) as { id: number; result?: { result?: { value?: string } } };
      waiting.get(id)?.(result?.result?.value ?? '');
      waiting.delete(id);
    });
    let last = 0;
    return (expression: string): Promise<string> =>
      new Promise((resolve) => {
        const id = (last += 1);
        waiting.set(id, resolve);
        const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
        session.post('NodeWorker.sendMessageToWorker', { sessionId: thread, message });
      });
  });
}
