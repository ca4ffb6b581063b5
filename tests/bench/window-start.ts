/**
 * How long a person waits for the window: from the start of the program to the first paint of the first-run page, and,
 * in a home that has a network already, to the credits on Home. Nothing drives the app: the page is only looked at over
 * its debugging port, which is open from the start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Page, chromium } from '@playwright/test';
import { launchOf } from '../../scripts/local/desk.js';
import { type Bench, type Benchmark, repeat, type Samples } from './benchmark.js';
import { type Room, openRoom } from './window/room.js';

const LIMIT_MS = 120_000;
const STOP_MS = 30_000;

export const windowStartBenchmark: Benchmark = {
  name: 'window-start',
  runs: 5,
  figures: [
    { name: 'window-start.first-paint', unit: 's' },
    { name: 'window-start.first-page', unit: 's' },
    { name: 'window-start.again-first-paint', unit: 's' },
    { name: 'window-start.again-credits', unit: 's' },
  ],
  measure,
};

/** Seconds from the start of the program. */
interface Times {
  readonly paint: number;
  readonly ready: number;
}

async function measure(bench: Bench): Promise<Samples> {
  const room = await openRoom(bench);
  await (await room.openJoined('again')).quit();
  const times = await repeat(bench, async (run) => ({
    first: await start(bench, room, `first-${run}`, (page) => page.getByLabel('Name').waitFor({ timeout: LIMIT_MS })),
    again: await start(bench, room, 'again', (page) =>
      page
        .getByRole('region', { name: 'Available' })
        .getByText(/\d\sCC/)
        .first()
        .waitFor({ timeout: LIMIT_MS }),
    ),
  }));
  return {
    'window-start.first-paint': times.map(({ first }) => first.paint),
    'window-start.first-page': times.map(({ first }) => first.ready),
    'window-start.again-first-paint': times.map(({ again }) => again.paint),
    'window-start.again-credits': times.map(({ again }) => again.ready),
  };
}

async function start(bench: Bench, room: Room, name: string, ready: (page: Page) => Promise<void>): Promise<Times> {
  const home = room.homeOf(name);
  await mkdir(home, { recursive: true });
  const { executablePath, args, env } = launchOf({ home, display: room.display });
  const startedAt = Date.now();
  const child = spawn(executablePath, ['--remote-debugging-port=0', ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = (): Promise<void> => stop(child);
  bench.own(end);
  const browser = await chromium.connectOverCDP(await debuggingAddress(child));
  const [context] = browser.contexts();
  if (!context) throw new Error('The window cannot be looked at.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await ready(page);
  const readyAt = Date.now();
  const paintedAt = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return performance.timeOrigin + (paint?.startTime ?? Number.NaN);
  });
  await browser.close();
  await end();
  return { paint: (paintedAt - startedAt) / 1000, ready: (readyAt - startedAt) / 1000 };
}

async function debuggingAddress({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('The app cannot be heard.');
  for await (const line of createInterface({ input: stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      stderr.resume();
      return address;
    }
  }
  throw new Error('The app ended before it could be looked at.');
}

/** As the system asks a program to end when a person logs out. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(patience);
}
