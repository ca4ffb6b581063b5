/**
 * Whether the window stays responsive while the app works: the longest time for which the thread that has the window,
 * and the one that has the app, did one thing, from ordering a job of 50 photos to its files, its page being shown.
 */
import { join } from 'node:path';
import type { Desk } from '../../scripts/local/desk.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { writePhotos } from './photos.js';
import { openRoom, until } from './window/room.js';
import { type ThreadWatch, watchAppThread, watchMain, watchOwn } from './window/threads.js';

const PHOTOS = 50;
const OPTIONS = { longestSide: 1600 };
const JOB_LIMIT_MS = 600_000;

export const windowBlocksBenchmark: Benchmark = {
  name: 'window-blocks',
  runs: 3,
  figures: [
    { name: 'window-blocks.main', unit: 'ms', goal: 50 },
    { name: 'window-blocks.app-thread', unit: 'ms' },
    { name: 'window-blocks.nothing-to-do', unit: 'ms' },
    { name: 'window-blocks.job', unit: 's' },
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const room = await openRoom(bench);
  const { desk } = await room.openJoined('home');
  const watches: [string, ThreadWatch][] = [
    ['window-blocks.main', await watchMain(desk)],
    ['window-blocks.app-thread', await watchAppThread(desk)],
    ['window-blocks.nothing-to-do', watchOwn()],
  ];
  const taken = await repeat(bench, async (run): Promise<Record<string, number>> => {
    const paths = await writePhotos(join(bench.folder, `photos-${run}`), PHOTOS, `run ${run}`);
    for (const [, watch] of watches) await watch.reset();
    const startedAt = performance.now();
    await order(desk, paths, join(bench.folder, `results-${run}`));
    const job = secondsSince(startedAt);
    const longest = await Promise.all(watches.map(async ([name, watch]) => [name, await watch.longest()] as const));
    return { ...Object.fromEntries(longest), 'window-blocks.job': job };
  });
  const names = windowBlocksBenchmark.figures.map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, taken.map((one) => one[name] ?? Number.NaN)]));
}

/** Orders, opens the job's page as a person would, and waits for the end. */
async function order(desk: Desk, paths: readonly string[], folder: string): Promise<void> {
  const { page } = desk;
  const { jobId } = await desk.call('jobs.order', {
    kind: 'image_resize',
    paths: [...paths],
    options: OPTIONS,
    folder,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Jobs', exact: true }).click();
  await page.getByRole('list', { name: 'Jobs' }).getByRole('link').first().click();
  await until('The end of the job', JOB_LIMIT_MS, async () => {
    const job = (await desk.call('jobs.rows', null)).find((one) => one.jobId === jobId);
    if (job?.state === 'stopped') throw new Error(`The job stopped: ${job.sentence}`);
    return job?.state === 'done' ? true : undefined;
  });
}
