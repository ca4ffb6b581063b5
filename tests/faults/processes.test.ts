/** `kill -9` of single processes while a job runs: each comes back by itself or is not missed, and the job ends. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../main/tasks/pictures.js';
import { countJournal } from './arrows.js';
import {
  expectBooksClosed,
  expectFilesOnce,
  expectStraight,
  finished,
  order,
  quiet,
  untilEntry,
  untilTask,
} from './outcome.js';
import type { Person } from './person.js';
import { type Town, openTown } from './town.js';

const CAST = {
  Ada: { flags: ['--no-work', '--no-verify'] },
  Ben: { flags: ['--no-verify'] },
  Cleo: { flags: ['--no-work', '--keeper'] },
  Eve: { flags: ['--no-work', '--no-verify'] },
} as const;

/** Long enough to compute that a kill comes in the middle. */
const LARGE = ['creek.jpg', 'dandelion.jpg', 'mountain-path.jpg', 'sunset.jpg'].map(sample);
const LIMIT_MS = 150_000;

describe('a process killed while a job runs', () => {
  let town: Town<keyof typeof CAST>;

  beforeAll(async () => {
    town = await openTown(CAST);
  });
  afterAll(() => town?.dispose());

  async function expectDone(folder: string, photos: readonly string[]): Promise<void> {
    const { Ada, Ben, Cleo } = town.people;
    const job = await finished(Ada, folder, [Ada, Ben, Cleo]);
    expectStraight(job);
    await expectFilesOnce(job, photos);
    await Promise.all([Ada, Ben, Cleo].map(quiet));
    await expectBooksClosed(Ada, [Ada, Ben, Cleo]);
  }

  async function killChild(person: Person, name: string): Promise<void> {
    const pid = (await person.childPids())[name];
    if (pid === undefined) throw new Error(`${person.name} has no ${name} process.`);
    process.kill(pid, 'SIGKILL');
  }

  it('the storage of the requester, before anybody fetched', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'storage killed');
    const { Ada, Ben } = town.people;
    await Ben.stop();
    await order(Ada.node, town.photos, folder);
    await untilTask(Ada, folder, 'posted');
    await killChild(Ada, 'storage');
    await Ben.start();
    await expectDone(folder, town.photos);
  });

  it('the storage of the worker, once its result is sealed', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'storage of the worker killed');
    const { Ada, Ben } = town.people;
    await order(Ada.node, town.photos, folder);
    await untilTask(Ada, folder, 'sealed');
    await killChild(Ben, 'storage');
    await expectDone(folder, town.photos);
  });

  it('the process that computes, between two chunks', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'compute killed');
    const { Ada, Ben } = town.people;
    const before = await countJournal(Ben.data);
    await order(Ada.node, LARGE, folder);
    await untilEntry(Ben, 'note:compute', before);
    await killChild(Ben, 'task work');
    const { of } = await countJournal(Ben.data);
    expect(of('note:compute') - before.of('note:compute'), 'it was over too soon to be killed').toBeLessThan(
      LARGE.length,
    );
    await expectDone(folder, LARGE);
    expect(await readLog(Ben)).toContain('process.crashed');
  });

  it('the process that checks', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'check killed');
    const { Ada, Cleo } = town.people;
    const before = await countJournal(Cleo.data);
    await order(Ada.node, LARGE, folder);
    await untilEntry(Cleo, 'open:check', before);
    await untilChild(Cleo, 'task check');
    await killChild(Cleo, 'task check');
    expect((await countJournal(Cleo.data)).of('close:check'), 'it was over too soon to be killed').toBe(
      before.of('close:check'),
    );
    await expectDone(folder, LARGE);
  });

  it('the chain of the host', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'chain killed');
    const { Ada } = town.people;
    await order(Ada.node, town.photos, folder);
    await untilTask(Ada, folder, 'claimed');
    process.kill(town.network.chainPid, 'SIGKILL');
    await expectDone(folder, town.photos);
    expect(town.network.program.child.exitCode).toBeNull();
  });

  it('the whole node of somebody else', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'node killed');
    const { Ada, Ben, Cleo, Eve } = town.people;
    await order(Ada.node, town.photos, folder);
    await untilTask(Ada, folder, 'claimed');
    await Eve.kill();
    await expectDone(folder, town.photos);
    for (const { node } of [Ada, Ben, Cleo]) expect(node.program.child.exitCode).toBeNull();
    await Eve.start();
    await expectBooksClosed(Ada, [Ada, Ben, Cleo, Eve]);
  });
});

/** A child comes up on its first call. */
async function untilChild(person: Person, name: string): Promise<void> {
  while (!((await person.childPids())[name] ?? 0)) await new Promise((next) => setImmediate(next));
}

async function readLog({ data }: Person): Promise<string> {
  const names = await readdir(join(data, 'log'));
  return (await Promise.all(names.map((name) => readFile(join(data, 'log', name), 'utf8')))).join('');
}
