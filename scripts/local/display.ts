/** A screen for the window: the one that is there, or on Linux without one a virtual screen of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Display {
  /** What the window's program needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly dispose: () => Promise<void>;
}

const SCREEN = '1600x1000x24';

/** @throws Error where Xvfb is missing or does not come up. */
export async function openDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return { env: {}, dispose: async () => undefined };
  // It chooses a free number itself and writes it to the fourth stream.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-noreset', '-nolisten', 'tcp', '-screen', '0', SCREEN], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(screen, 'exit');
  const numbers = screen.stdio[3];
  if (!numbers || !('read' in numbers)) throw new Error('Xvfb could not be started.');
  const line = once(createInterface({ input: numbers }), 'line');
  const number: unknown = await Promise.race([
    line.then(([first]) => first as unknown),
    ended.then(() => Promise.reject(new Error('Xvfb ended before it had a screen.'))),
  ]);
  return {
    env: { DISPLAY: `:${String(number)}` },
    dispose: async () => {
      screen.kill();
      await ended;
    },
  };
}
