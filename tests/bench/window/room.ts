/** Homes, a screen and the real app for the benchmarks of the window. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Desk } from '../../../scripts/local/desk.js';
import { type Display, openDisplay } from '../../../scripts/local/display.js';
import type { Bench } from '../benchmark.js';

const JOIN_LIMIT_MS = 180_000;
const LOOK_MS = 500;

/** What the benchmarks of a window start from. */
export interface Room {
  readonly display: Display;
  /** The folder of a person's home; it need not be there. */
  readonly homeOf: (name: string) => string;
  /** Starts the app in a home; it is quit with the benchmark, or before by `quit`. */
  readonly open: (name: string) => Promise<OpenDesk>;
  /** The same on a network to try, with all neighbours up. A home that had one goes on with it. */
  readonly openJoined: (name: string) => Promise<OpenDesk>;
}

export interface OpenDesk {
  readonly desk: Desk;
  readonly quit: () => Promise<void>;
}

export async function openRoom(bench: Bench): Promise<Room> {
  const display = await openDisplay();
  bench.own(() => display.dispose());
  const homeOf = (name: string): string => join(bench.folder, name);
  const open = async (name: string): Promise<OpenDesk> => {
    const desk = await Desk.open({ home: homeOf(name), display });
    let quitting: Promise<void> | undefined;
    const quit = (): Promise<void> => (quitting ??= desk.quit());
    bench.own(quit);
    return { desk, quit };
  };
  const openJoined = async (name: string): Promise<OpenDesk> => {
    const opened = await open(name);
    await joinHere(opened.desk);
    bench.say('a network with four neighbours is up');
    return opened;
  };
  return { display, homeOf, open, openJoined };
}

async function joinHere(desk: Desk): Promise<void> {
  if ((await desk.call('app.state', null)).stage === 'first-run') {
    await desk.call('app.join', { name: 'Ada', where: { kind: 'try-here' } });
  }
  await until('four neighbours that run', JOIN_LIMIT_MS, async () => {
    const { stage, problem, neighbours } = await desk.call('app.state', null);
    if (stage === 'stopped') throw new Error(problem?.message ?? 'The app is on no network.');
    return stage === 'running' && neighbours.every(({ state }) => state === 'running') ? true : undefined;
  });
  await until('credits to spend', JOIN_LIMIT_MS, async () =>
    BigInt((await desk.call('people.me', null)).availableMcc) > 0n ? true : undefined,
  );
  await goHome(desk);
}

/** The first time a sample job is offered instead. */
async function goHome({ page }: Desk): Promise<void> {
  const skip = page.getByRole('button', { name: 'Skip', exact: true });
  const home = page.getByRole('heading', { level: 1, name: 'Home' });
  await skip.or(home).first().waitFor();
  if (await skip.isVisible()) await skip.click();
  await home.waitFor();
}

/** Looks again and again until there is something. @throws Error when that takes longer than `limitMs`. */
export async function until<Found>(
  what: string,
  limitMs: number,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`${what} did not come.`);
    await delay(LOOK_MS);
  }
}

/** The value that so much of all values does not exceed. @param share From 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
