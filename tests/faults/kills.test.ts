/**
 * `kill -9` around every entry that each role writes to its journal, on one network. A node is killed at every arrow
 * of its role within one job, started again each time, and the job must end as if nothing had happened.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalNode } from '../../scripts/local/node.js';
import { type Arrow, around, countJournal } from './arrows.js';
import { expectBooksClosed, expectFilesOnce, expectStraight, finished, order, quiet } from './outcome.js';
import type { Person } from './person.js';
import { type Town, openTown } from './town.js';

const CAST = {
  Ada: { flags: ['--no-work', '--no-verify'] },
  Ben: { flags: ['--no-verify'] },
  Cleo: { flags: ['--no-work', '--keeper'] },
  Dan: { flags: ['--no-work'] },
} as const;

interface Kill {
  readonly role: string;
  readonly arrow: Arrow;
  readonly livedMs: number;
}

const LIMIT_MS = 240_000;

describe('a node killed around every entry of its journal', () => {
  const kills: Kill[] = [];
  let town: Town<keyof typeof CAST>;

  beforeAll(async () => {
    town = await openTown(CAST);
  });
  afterAll(async () => {
    await town?.dispose();
    print(kills);
  });

  /** Ends the person's node at each arrow, in the order in which they come, and then starts it for good. */
  async function killAtEach(
    role: string,
    person: Person,
    arrows: readonly Arrow[],
    act?: (node: LocalNode) => Promise<void>,
  ): Promise<void> {
    await person.stop();
    const left = new Set(arrows);
    while (left.size > 0) {
      const isToAct = act && (left.has('before:open:order') || left.has('after:open:order'));
      const { arrow, livedMs } = await person.dieAt(left, isToAct ? act : undefined);
      left.delete(arrow);
      kills.push({ role, arrow, livedMs });
    }
    await person.start();
  }

  async function expectDone(folder: string): Promise<void> {
    const { Ada, Ben, Cleo, Dan } = town.people;
    const job = await finished(Ada, folder);
    expectStraight(job);
    await expectFilesOnce(job, town.photos);
    const everybody = [Ada, Ben, Cleo, Dan];
    await Promise.all(everybody.map(quiet));
    await expectBooksClosed(Ada, everybody);
  }

  it('the requester', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'for requester kills');
    const arrows = around(
      'open:order',
      'note:order',
      'open:post',
      'close:order',
      'close:post',
      'open:collect',
      'note:collect',
      'close:collect',
    );
    await killAtEach('requester', town.people.Ada, arrows, (node) => order(node, town.photos, folder));
    await expectDone(folder);
    expect((await countJournal(town.people.Ada.data)).of('open:order')).toBe(1);
  });

  it('the worker', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'for worker kills');
    const { Ada, Ben } = town.people;
    await Ben.stop();
    await order(Ada.node, town.photos, folder);
    const entries = [
      'open:claim',
      'close:claim',
      'open:compute',
      'note:compute',
      'open:submit',
      'close:compute',
      'close:submit',
      'open:open',
      'close:open',
    ] as const;
    await killAtEach('worker', Ben, around(...entries));
    await expectDone(folder);
  });

  it('a verifier that also pushes the steps anyone may push', { timeout: LIMIT_MS }, async () => {
    const folder = join(town.folder, 'for verifier kills');
    const { Ada, Cleo } = town.people;
    await Cleo.stop();
    await order(Ada.node, town.photos, folder);
    const keeping = around('open:draw', 'close:draw', 'open:settle', 'close:settle');
    const checking = around('open:check', 'note:check', 'close:check', 'open:reveal', 'close:reveal');
    await killAtEach('verifier, keeper', Cleo, [...keeping, ...checking]);
    await expectDone(folder);
  });
});

function print(kills: readonly Kill[]): void {
  const rows = kills.map(
    ({ role, arrow, livedMs }) => `  ${role.padEnd(18)}${arrow.padEnd(24)}${(livedMs / 1000).toFixed(1).padStart(6)} s`,
  );
  process.stdout.write(`\n${kills.length} kills (with how long each life was)\n${rows.join('\n')}\n`);
}
