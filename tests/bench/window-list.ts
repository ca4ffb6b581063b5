/**
 * A thousand done jobs: how long the list takes to come, what its call costs the thread of the app, and which frames
 * are left out while it is scrolled, past rows not seen yet (their pictures are made meanwhile) and past seen ones; and
 * of a plain page scrolled the same way, which is what the computer itself leaves out.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Address } from '../../domain/identity.js';
import { invitationFile } from '../../domain/wire/profile.js';
import type { Desk } from '../../scripts/local/desk.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { writePhotos } from './photos.js';
import { openBareWindow } from './window/bare.js';
import { callTimes } from './window/calls.js';
import { framesDuring } from './window/frames.js';
import { writePast } from './window/history.js';
import { type Room, openRoom, quantile, until } from './window/room.js';
import { watchAppThread } from './window/threads.js';

const JOBS = 1000;
const PICTURES = 6;
const CALLS = 20;
/** A wheel turned fast by hand: pixels a turn, and milliseconds between. */
const TURN = 120;
const TURN_MS = 16;
const ROW_HEIGHT = 72;
const SETTLING_MS = 3_000;
const OPEN_LIMIT_MS = 60_000;
const NOTHING_WORTH_MENTION = 1;

export const windowListBenchmark: Benchmark = {
  name: 'window-list',
  runs: 5,
  figures: [
    { name: 'window-list.dropped-unseen', unit: '%', goal: NOTHING_WORTH_MENTION },
    { name: 'window-list.dropped-seen', unit: '%', goal: NOTHING_WORTH_MENTION },
    { name: 'window-list.dropped-bare', unit: '%' },
    { name: 'window-list.longest-frame', unit: 'ms' },
    { name: 'window-list.pictures', unit: 's' },
    { name: 'window-list.opening', unit: 'ms' },
    { name: 'window-list.rows-call', unit: 'ms' },
    { name: 'window-list.rows-thread', unit: 'ms', goal: 50 },
    { name: 'window-list.home-call', unit: 'ms' },
    { name: 'window-list.home-thread', unit: 'ms', goal: 50 },
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const room = await openRoom(bench);
  await prepare(bench, room);
  const { desk } = await room.openJoined('home');
  const listed = (await desk.call('jobs.rows', null)).filter(({ state }) => state === 'done').length;
  if (listed !== JOBS) throw new Error(`The list has ${listed} done jobs, not ${JOBS}.`);
  const thread = await watchAppThread(desk);
  const taken = await repeat(bench, async (run): Promise<Record<string, number>> => {
    const opening = await open(desk.page);
    const scrolled = await scroll(desk.page, run, bench.runs);
    const bare = await scrollBare(desk, bench.runs);
    const calls: Record<string, number> = {};
    for (const [name, call] of [
      ['rows', 'jobs.rows'],
      ['home', 'home.page'],
    ] as const) {
      await thread.look();
      calls[`${name}-call`] = quantile(await callTimes(desk.page, call, CALLS), 0.5);
      calls[`${name}-thread`] = (await thread.look()).work;
    }
    return { opening, ...scrolled, 'dropped-bare': bare, ...calls };
  });
  return Object.fromEntries(
    windowListBenchmark.figures.map(({ name }) => [
      name,
      taken.map((one) => one[name.slice(windowListBenchmark.name.length + 1)] ?? Number.NaN),
    ]),
  );
}

/** Joins once, so that there are an account and neighbours, and writes the past into what that left. */
async function prepare(bench: Bench, room: Room): Promise<void> {
  const { desk, quit } = await room.openJoined('home');
  const me = (await desk.call('people.me', null)).address as Address;
  const { rows } = await desk.call('people.list', null);
  const [worker, one, other] = rows.filter(({ role }) => role === 'person').map(({ address }) => address as Address);
  if (!worker || !one || !other) throw new Error('There are fewer than three neighbours.');
  await quit();
  const network = join(desk.data, 'networks', 'here');
  const file = invitationFile.parse(JSON.parse(await readFile(join(network, 'invitation.json'), 'utf8')));
  await writePast({
    folder: join(network, 'me'),
    network: file.network,
    me,
    others: [worker, one, other],
    pictures: await writePhotos(join(bench.folder, 'pictures'), PICTURES, 'list'),
    results: join(bench.folder, 'results'),
    jobs: JOBS,
  });
  bench.say(`${JOBS} done jobs are written`);
}

/** What of a browser's own is used on the page's side. */
interface Side {
  readonly location: { hash: string };
  readonly document: { querySelector: (selector: string) => unknown };
  requestAnimationFrame(act: () => void): void;
}

/** @returns Milliseconds from going to the page, in a window that has just come up, to the first frame with rows. */
async function open(page: Page): Promise<number> {
  await page.evaluate(() => {
    (globalThis as unknown as Side).location.hash = '#/';
  });
  await page.reload();
  await page.getByRole('region', { name: 'Available' }).waitFor({ timeout: OPEN_LIMIT_MS });
  return page.evaluate(async () => {
    const side = globalThis as unknown as Side;
    const frame = (): Promise<void> => new Promise((resolve) => side.requestAnimationFrame(() => resolve()));
    const startedAt = performance.now();
    side.location.hash = '#/jobs';
    while (!side.document.querySelector('[role=list][aria-label=Jobs] [role=listitem]')) await frame();
    await frame();
    return performance.now() - startedAt;
  });
}

/** Goes down a part of the list that was not seen yet, waits for its pictures, and goes up again. */
async function scroll(page: Page, run: number, runs: number): Promise<Record<string, number>> {
  const turns = turnsOf(runs);
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, (run - 1) * turns * TURN);
  await delay(SETTLING_MS);
  const unseen = await framesDuring(page, () => turn(page, turns, TURN));
  const endedAt = performance.now();
  await until('The pictures', OPEN_LIMIT_MS, async () =>
    (await page.locator('[role=listitem] .mantine-Skeleton-root').count()) === 0 ? true : undefined,
  );
  const pictures = secondsSince(endedAt);
  const seen = await framesDuring(page, () => turn(page, turns, -TURN));
  return {
    'dropped-unseen': unseen.dropped,
    'dropped-seen': seen.dropped,
    'longest-frame': Math.max(unseen.longest, seen.longest),
    pictures,
  };
}

/** The same turns down a plain page as long as the list. @returns Frames left out, of 100. */
async function scrollBare({ app }: Desk, runs: number): Promise<number> {
  const rows = Array.from(
    { length: JOBS },
    (_, index) => `<p style="margin:0;height:${ROW_HEIGHT}px">Job ${index}</p>`,
  );
  const page = await openBareWindow(app, { html: rows.join(''), isShown: true });
  await page.mouse.move(700, 400);
  await delay(SETTLING_MS);
  const { dropped } = await framesDuring(page, () => turn(page, turnsOf(runs), TURN));
  await page.close();
  return dropped;
}

/** Each run goes down a part of the list of its own. */
function turnsOf(runs: number): number {
  return Math.floor((JOBS * ROW_HEIGHT) / runs / TURN);
}

async function turn(page: Page, turns: number, by: number): Promise<void> {
  for (let index = 0; index < turns; index += 1) {
    await page.mouse.wheel(0, by);
    await delay(TURN_MS);
  }
}
