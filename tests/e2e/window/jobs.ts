/** Jobs of a person at the app while things go wrong: ordered, watched, and ended as if nothing had happened. */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { CallOutput } from '../../../domain/wire/ipc/all.js';
import type { Desk } from '../../../scripts/local/desk.js';
import { sample } from '../../main/tasks/pictures.js';
import { PATIENCE_MS } from './person.js';

type Job = CallOutput<'jobs.list'>[number];

const OPTIONS = { longestSide: 400 };

/** Small enough to be quick, and more than one. */
export const FEW = ['sunset.jpg', 'two-dogs-rotated.jpg'].map(sample);
/** Takes a neighbour long enough that something can happen meanwhile. */
export const MANY = [
  'autumn-slope.jpg',
  'creek.jpg',
  'dandelion.jpg',
  'mountain-path.jpg',
  'sunset.jpg',
  'two-dogs-rotated.jpg',
].map(sample);

/** Looks at first and after each change until `look` finds something. @throws Error what was waited for in vain. */
export async function until<Found>(
  desk: Desk,
  what: string,
  look: () => Promise<Found | undefined>,
  limitMs = 2 * PATIENCE_MS,
): Promise<Found> {
  const late = AbortSignal.timeout(limitMs);
  const tooLate = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()));
  for (;;) {
    // Asked for before looking, so that no change falls between; one for a page that was loaded anew never comes.
    const changed = desk.changed().catch(() => undefined);
    const found = await look();
    if (found !== undefined) return found;
    if (late.aborted) throw new Error(`Waited in vain for ${what}: ${await standing(desk)}`);
    await Promise.race([changed, tooLate]);
  }
}

async function standing(desk: Desk): Promise<string> {
  const [{ stage, problem, neighbours }, rows] = await Promise.all([
    desk.call('app.state', null),
    desk.call('jobs.rows', null).catch(() => []),
  ]);
  const jobs = rows.map(({ name, sentence }) => `${name}: ${sentence}`);
  return [stage, problem?.message ?? '', ...neighbours.map(({ name, state }) => `${name} ${state}`), ...jobs].join(
    '; ',
  );
}

/** Waits until the app is on a network, with all neighbours up where it has some. */
export async function untilRunning(desk: Desk): Promise<void> {
  await until(desk, 'the network', async () => {
    const { stage, neighbours, problem } = await desk.call('app.state', null);
    if (stage === 'stopped') throw new Error(problem?.message);
    return stage === 'running' && neighbours.every(({ state }) => state === 'running') ? true : undefined;
  });
}

/** Orders the photos, made small, into `folder`. @returns the job's id. */
export async function order(desk: Desk, paths: readonly string[], folder: string): Promise<string> {
  const { jobId } = await desk.call('jobs.order', {
    kind: 'image_resize',
    paths: [...paths],
    options: OPTIONS,
    folder,
  });
  return jobId;
}

async function jobOf(desk: Desk, jobId: string): Promise<Job> {
  const job = (await desk.call('jobs.list', null)).find((one) => one.jobId === jobId);
  if (!job) throw new Error('The app knows nothing of the job any more.');
  if (job.problem) throw new Error(job.problem.message);
  return job;
}

/** Waits until something happened to the job: `posted`, `claimed`, ... @returns it, as it stands then. */
export function untilHappened(desk: Desk, jobId: string, what: string): Promise<Job> {
  return until(desk, `"${what}" of a job`, async () => {
    const job = await jobOf(desk, jobId);
    return job.tasks.some(({ moments }) => moments.some((moment) => moment.what === what)) ? job : undefined;
  });
}

/** Waits until the job is done, and looks whether it was posted, paid and put into its folder once. */
export async function expectDoneOnce(desk: Desk, jobId: string, photos: readonly string[]): Promise<void> {
  const job = await until(desk, 'the end of a job', async () => {
    const now = await jobOf(desk, jobId);
    return now.isDone ? now : undefined;
  });
  const happened = job.tasks.flatMap(({ moments }) => moments.map(({ what }) => what));
  const count = (what: string): number => happened.filter((one) => one === what).length;
  expect({ posted: count('posted'), accepted: count('accepted') }, happened.join(', ')).toEqual({
    posted: job.tasks.length,
    accepted: job.tasks.length,
  });
  expect((await readdir(job.folder)).sort()).toEqual(job.files.map((path) => basename(path)).sort());
  const stems = job.files.map((path) => basename(path).replace(/-[^-]*$/, ''));
  expect(stems.sort()).toEqual(photos.map((path) => basename(path).replace(/\.[^.]*$/, '')).sort());
}
