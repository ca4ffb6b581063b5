/** Orders, and how they must have ended: the files once, the books balanced, nothing held back, nothing left open. */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { CallOutput } from '../../domain/wire/ipc/all.js';
import { compareWithBareEngine } from '../../scripts/demo/check-files.js';
import { assertBalanced } from '../../scripts/demo/report.js';
import type { LocalNode } from '../../scripts/local/node.js';
import { type Entry, type JournalCount, countJournal, untilJournal } from './arrows.js';
import type { Person } from './person.js';

export type Job = CallOutput<'jobs.list'>[number];

const KIND = 'image_resize';
const OPTIONS = { longestSide: 32 };
const JOB_LIMIT_MS = 90_000;
const QUIET_LIMIT_MS = 30_000;
const SEAT_STAKE_MCC = 5000n;

/** Orders the photos, made small, into `folder`. */
export async function order(node: LocalNode, photos: readonly string[], folder: string): Promise<void> {
  await node.call('jobs.order', { kind: KIND, paths: [...photos], options: OPTIONS, folder });
}

/** The one job into `folder`, once it is done. Where it never is, the error tells how `everybody` stands. */
export async function finished(
  requester: Person,
  folder: string,
  everybody: readonly Person[] = [requester],
): Promise<Job> {
  const { node } = requester;
  const jobsHere = async (): Promise<Job[]> =>
    (await node.call('jobs.list', null)).filter((job) => job.folder === folder);
  return node.until(
    `the job into ${basename(folder)}`,
    JOB_LIMIT_MS,
    async () => {
      const jobs = await jobsHere();
      const [job] = jobs;
      if (jobs.length > 1) throw new Error('One order became several jobs.');
      if (job?.problem) throw new Error(job.problem.message);
      return job?.isDone ? job : undefined;
    },
    async () => {
      const said = (await jobsHere()).map(({ sentence, trouble }) => `${sentence}. ${trouble?.message ?? ''}`);
      return [...said, ...(await Promise.all(everybody.map(standingOf)))].join('\n');
    },
  );
}

/** How far a node has come, and what it still means to do. */
async function standingOf({ name, node, data }: Person): Promise<string> {
  const [{ block, isConnected }, { open }] = await Promise.all([node.call('network.status', null), countJournal(data)]);
  return `${name}: block ${block}, ${isConnected ? 'connected' : 'not connected'}, means to do: ${open.join(', ')}`;
}

/** One task went straight through: claimed once, never handed back, rejected or lost. */
export function expectStraight({ tasks }: Job): void {
  const story = ['posted', 'claimed', 'sealed', 'drawn', 'opened', 'accepted'];
  expect(tasks.map(({ moments }) => moments.map(({ what }) => what))).toEqual([story]);
}

/** The folder holds each photo's file once, with the very bytes the engine makes. */
export async function expectFilesOnce(job: Job, photos: readonly string[]): Promise<void> {
  expect((await readdir(job.folder)).sort()).toEqual(job.files.map((path) => basename(path)).sort());
  expect(
    job.files.every((path) => !/\(\d+\)/.test(path)),
    job.files.join(', '),
  ).toBe(true);
  await compareWithBareEngine(KIND, OPTIONS, photos, job.files);
}

/** Every task of every job is paid once; nothing stays in escrow, bonds or claims; debts and totals agree. */
export async function expectBooksClosed(requester: Person, everybody: readonly Person[]): Promise<void> {
  const jobs = await requester.node.call('jobs.list', null);
  const tasks = jobs.flatMap((job) => job.tasks);
  expect(new Set(tasks.map(({ state }) => state))).toEqual(new Set(['accepted']));
  const ledger = await requester.node.call('network.ledger', null);
  assertBalanced(ledger);
  expect(ledger.accounts.filter(({ escrowedMcc }) => escrowedMcc !== '0')).toEqual([]);
  expect(BigInt(ledger.verifiedComputeMcc)).toBe(tasks.reduce((sum, { bountyMcc }) => sum + BigInt(bountyMcc), 0n));
  const { block } = await requester.node.call('network.status', null);
  await Promise.all(everybody.map((person) => caughtUp(person, block)));
  for (const person of everybody)
    expect(await setAside(person), `set aside by ${person.name}`).toBe(person.isChecker ? SEAT_STAKE_MCC : 0n);
}

/** Waits until a node knows a block that another one knows. */
async function caughtUp({ node }: Person, block: number): Promise<void> {
  await node.until(`block ${block}`, QUIET_LIMIT_MS, async () =>
    (await node.call('network.status', null)).block >= block ? true : undefined,
  );
}

/** Stake and bonds, and escrow. */
async function setAside({ node }: Person): Promise<bigint> {
  const { grantMcc, owedMcc, owesMcc, availableMcc } = await node.call('people.me', null);
  return BigInt(grantMcc) + BigInt(owedMcc) - BigInt(owesMcc) - BigInt(availableMcc);
}

/** Waits until a node's journal holds no open intent. */
export function quiet({ name, data }: Person): Promise<void> {
  return untilJournal(
    data,
    QUIET_LIMIT_MS,
    ({ open }) => open.length === 0,
    ({ open }) => `${name} still means to do: ${open.join(', ')}`,
  );
}

/** Waits until a node has written one more of an entry than `after`. */
export function untilEntry({ name, data }: Person, entry: Entry, after: JournalCount): Promise<void> {
  const before = after.of(entry);
  return untilJournal(
    data,
    JOB_LIMIT_MS,
    (count) => count.of(entry) > before,
    () => `${name} never wrote ${entry}.`,
  );
}

/** The first task of the job into `folder`, once `what` happened to it. */
export async function untilTask({ node }: Person, folder: string, what: string): Promise<Job['tasks'][number]> {
  return node.until(`a task that is ${what}`, JOB_LIMIT_MS, async () => {
    const job = (await node.call('jobs.list', null)).find((one) => one.folder === folder);
    if (job?.problem) throw new Error(job.problem.message);
    return job?.tasks.find(({ moments }) => moments.some((moment) => moment.what === what));
  });
}
