/**
 * Whether the window stays responsive while the app works: the longest time for which the thread that has the window,
 * and the one that has the app, did one thing, from ordering a job of 50 photos to its files, its page being shown.
 * The bench's own thread, which waits, tells how late one with nothing to do was.
 */
import { join } from 'node:path';
import type { Desk } from '../../scripts/local/desk.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { writePhotos } from './photos.js';
import { openRoom, until } from './window/room.js';
import { watchAppThread, watchMain, watchOwn } from './window/threads.js';

const PHOTOS = 50;
const OPTIONS = { longestSide: 1600 };
const JOB_LIMIT_MS = 600_000;

export const windowBlocksBenchmark: Benchmark = {
  name: 'window-blocks',
  runs: 3,
  figures: [
    { name: 'window-blocks.main', unit: 'ms', goal: 50 },
    { name: 'window-blocks.app-thread', unit: 'ms' },
    { name: 'window-blocks.main-late', unit: 'ms' },
    { name: 'window-blocks.app-thread-late', unit: 'ms' },
    { name: 'window-blocks.nothing-to-do-late', unit: 'ms' },
    { name: 'window-blocks.job', unit: 's' },
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const room = await openRoom(bench);
  const { desk } = await room.openJoined('home');
  const main = await watchMain(desk);
  const thread = await watchAppThread(desk);
  const idle = watchOwn();
  const taken = await repeat(bench, async (run): Promise<Record<string, number>> => {
    const paths = await writePhotos(join(bench.folder, `photos-${run}`), PHOTOS, `run ${run}`);
    for (const watch of [main, thread, idle]) await watch.look();
    const startedAt = performance.now();
    await order(desk, paths, join(bench.folder, `results-${run}`));
    const job = secondsSince(startedAt);
    const [ofMain, ofThread, ofIdle] = [await main.look(), await thread.look(), await idle.look()];
    return {
      'window-blocks.main': ofMain.work,
      'window-blocks.app-thread': ofThread.work,
      'window-blocks.main-late': ofMain.late,
      'window-blocks.app-thread-late': ofThread.late,
      'window-blocks.nothing-to-do-late': ofIdle.late,
      'window-blocks.job': job,
    };
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
