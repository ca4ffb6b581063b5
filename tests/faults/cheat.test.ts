/** Five people, one of them a cheat: what it hands over is rejected, its bond is gone, and the job is done all the same. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectBooksClosed, expectFilesOnce, finished, order, quiet, untilTask } from './outcome.js';
import { type Town, openTown, settleIn } from './town.js';

const CAST = {
  Ada: { flags: ['--no-work', '--no-verify'] },
  Mallory: { flags: ['--no-verify'], entry: 'out/tests/nodes/cheat-node.js' },
  Ben: { flags: ['--no-verify'], isLate: true },
  Cleo: { flags: ['--no-work', '--keeper'] },
  Dan: { flags: ['--no-work'] },
} as const;

/** One tenth of a bounty, as `ClaimBondBps` says. */
const BOND_SHARE = 10n;

let town: Town<keyof typeof CAST>;

beforeAll(async () => {
  town = await openTown(CAST);
});
afterAll(() => town?.dispose());

it('a wrong picture is rejected, the bond lost, and the task done by another', { timeout: 180_000 }, async () => {
  const { Ada, Ben, Mallory, Cleo, Dan } = town.people;
  const before = await Mallory.node.call('people.me', null);
  const folder = join(town.folder, 'for Ada');
  await order(Ada.node, town.photos, folder);
  const rejected = await untilTask(Ada, folder, 'rejected');
  expect(rejected.moments.find(({ what }) => what === 'rejected')?.who).toMatch(/^Mallory/);
  await settleIn(Ben);

  const job = await finished(Ada, folder);
  const [task] = job.tasks;
  expect(job.tasks.map(({ state, failures }) => ({ state, failures }))).toEqual([{ state: 'accepted', failures: 1 }]);
  expect(task?.worker).toMatch(/^Ben/);
  await expectFilesOnce(job, town.photos);

  const everybody = [Ada, Mallory, Ben, Cleo, Dan];
  await Promise.all(everybody.map(quiet));
  await expectBooksClosed(Ada, everybody);
  const after = await Mallory.node.call('people.me', null);
  const bond = (BigInt(task?.bountyMcc ?? 0) + BOND_SHARE - 1n) / BOND_SHARE;
  expect(BigInt(before.availableMcc) - BigInt(after.availableMcc)).toBe(bond);
  expect(after).toMatchObject({ accepted: 0, rejected: 1, owedMcc: '0' });
  const honest = await Ben.node.call('people.me', null);
  expect(honest).toMatchObject({ accepted: 1, rejected: 0, owedMcc: task?.bountyMcc });
});
