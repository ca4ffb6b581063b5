import { readFile, truncate, writeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../../main/journal/journal.js';
import { hashOf } from '../../domain/facts.js';
import { SILENT, claimIntent, openJournal, postIntent, temporaryFolder } from './intents.js';

const DAY = 24 * 60 * 60 * 1000;
const newPath = async (): Promise<string> => join(await temporaryFolder(), 'journal.jsonl');

describe('a journal', () => {
  it('opened again knows what it knew, amounts included', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    await journal.begin([postIntent(1), claimIntent(2)]);
    await journal.note({ ...postIntent(1), openedAt: 0 }, { problem: { code: 'bug', message: 'first\nsecond' } });
    await journal.close('claim:2', 'moot');
    const before = journal.all();
    await journal.dispose();
    const again = await openJournal(path);
    expect(again.all()).toEqual(before);
    expect(again.ofKind('post')[0]?.data.tasks[0]?.terms.bounty).toBe(1000n);
    expect(again.get('claim:2')).toMatchObject({ outcome: 'moot', closedAt: 1000 });
    expect(again.openOnes().map(({ id }) => id)).toEqual(['post:1']);
  });

  it('has an entry on disk before it says so', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    await journal.begin([claimIntent(1)]);
    expect(await readFile(path, 'utf8')).toBe(
      `{"type":"open","kind":"claim","id":"claim:1","data":{"taskId":"${hashOf(1)}"},"at":1000}\n`,
    );
  });

  it('keeps the first of two intents of one id, and the first of two ends', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    await journal.begin([claimIntent(1)]);
    await journal.begin([{ ...claimIntent(1), data: { taskId: hashOf(7) } }]);
    await Promise.all([journal.close('claim:1', 'done'), journal.close('claim:1', 'failed')]);
    await journal.close('claim:1', 'moot');
    for (const one of [journal, await openJournal(path)]) {
      expect(one.all()).toEqual([{ ...claimIntent(1), openedAt: 1000, outcome: 'done', closedAt: 1000 }]);
    }
  });

  it('adds what notes say to what was known', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    const check = {
      kind: 'check' as const,
      id: 'check:1',
      data: { taskId: hashOf(1), round: 1, chunks: [0], salt: hashOf(5) },
    };
    await journal.begin([check]);
    await journal.note({ ...check, openedAt: 0 }, { digests: [hashOf(6)] });
    await journal.note({ ...check, openedAt: 0 }, { digests: [hashOf(8)] });
    await journal.note({ ...check, id: 'check:unknown', openedAt: 0 }, { digests: [] });
    for (const one of [journal, await openJournal(path)]) {
      expect(one.all().map(({ data }) => data)).toEqual([{ ...check.data, digests: [hashOf(8)] }]);
    }
  });

  it('writes many appends at once in the order they were asked for', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    const numbers = Array.from({ length: 60 }, (_, index) => index);
    await Promise.all(
      numbers.flatMap((number) => [
        journal.begin([claimIntent(number)]),
        journal.close(`claim:${number}`, number % 2 ? 'done' : 'moot'),
      ]),
    );
    const again = await openJournal(path);
    expect(again.all()).toEqual(journal.all());
    expect(again.all().map(({ id }) => id)).toEqual(numbers.map((number) => `claim:${number}`));
    const types = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(numbers.flatMap(() => ['open', 'close']));
  });

  it('cut at any byte of its last entries opens with all before them, and goes on', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    await journal.begin([postIntent(1), claimIntent(2)]);
    const first = (await readFile(path)).length;
    await journal.note({ ...postIntent(1), openedAt: 0 }, { problem: { code: 'bug', message: 'nöted' } });
    const second = (await readFile(path)).length;
    await journal.close('claim:2', 'done');
    const whole = await readFile(path);
    for (let length = first; length <= whole.length; length += 1) {
      await writeFile(path, whole);
      await truncate(path, length);
      const cut = await Journal.open(path, () => 2000, SILENT);
      const [post] = cut.ofKind('post');
      expect(post?.data.tasks[0]?.terms.bounty, `at ${length}`).toBe(1000n);
      expect(post?.data.problem?.message, `at ${length}`).toBe(length >= second ? 'nöted' : undefined);
      expect(cut.get('claim:2')?.outcome, `at ${length}`).toBe(length === whole.length ? 'done' : undefined);
      await cut.begin([claimIntent(3)]);
      await cut.dispose();
      const again = await Journal.open(path, () => 3000, SILENT);
      expect(again.all()).toEqual(cut.all());
      await again.dispose();
    }
  });

  it('takes nothing more once it is closed', async () => {
    const journal = await openJournal(await newPath());
    await journal.dispose();
    await expect(journal.begin([claimIntent(1)])).rejects.toMatchObject({ code: 'bug' });
    expect(journal.get('claim:1')).toBeUndefined();
  });

  it('tells its probe before an entry is on disk and after', async () => {
    const path = await newPath();
    const moments: unknown[] = [];
    const journal = await Journal.open(
      path,
      () => 1000,
      SILENT,
      (...moment) => moments.push(moment),
    );
    await journal.begin([claimIntent(1)]);
    await journal.close('claim:1', 'done');
    await journal.dispose();
    expect(moments).toEqual(
      ['open', 'close'].flatMap((type) => ['before', 'after'].map((moment) => [moment, type, 'claim'])),
    );
  });
});

describe('looking things up', () => {
  it('finds intents by job, by task and by kind, in the order they were opened, also after a restart', async () => {
    const path = await newPath();
    const journal = await openJournal(path);
    const collect = { kind: 'collect', id: 'collect:1', data: { taskId: hashOf(1), jobId: '1' } } as const;
    await journal.begin([postIntent(1), claimIntent(7), postIntent(2), collect]);
    await journal.close('post:1', 'done');
    for (const one of [journal, await openJournal(path)]) {
      expect(one.ofJob('1').map(({ id }) => id)).toEqual(['post:1', 'collect:1']);
      expect(one.ofJob('3')).toEqual([]);
      expect(one.ofTask(hashOf(7)).map(({ id }) => id)).toEqual(['claim:7']);
      expect(one.ofKind('post').map(({ id }) => id)).toEqual(['post:1', 'post:2']);
      expect(one.openOnes().map(({ id }) => id)).toEqual(['claim:7', 'post:2', 'collect:1']);
      expect([one.jobOf(hashOf(2)), one.jobOf(hashOf(7))]).toEqual(['2', undefined]);
    }
  });

  it('agrees with a search through all of them, whatever was opened, noted and closed', async () => {
    const step = fc.record({
      what: fc.constantFrom('claim', 'post', 'close', 'note'),
      number: fc.integer({ min: 0, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const journal = await openJournal(await newPath());
        for (const { what, number } of steps) {
          if (what === 'claim') await journal.begin([claimIntent(number)]);
          if (what === 'post') await journal.begin([postIntent(number)]);
          if (what === 'close') await journal.close(`claim:${number}`, 'done');
          const [post] = journal.ofKind('post');
          if (what === 'note' && post) await journal.note(post, { problem: { code: 'bug', message: 'x' } });
        }
        const all = journal.all();
        expect(journal.openOnes()).toEqual(all.filter(({ outcome }) => outcome === undefined));
        expect(journal.ofKind('claim')).toEqual(all.filter(({ kind }) => kind === 'claim'));
        for (let number = 0; number <= 6; number += 1) {
          const isAbout = ({ id }: { id: string }): boolean => id === `claim:${number}`;
          expect(journal.ofTask(hashOf(number))).toEqual(all.filter(isAbout));
          expect(journal.ofJob(String(number))).toEqual(all.filter(({ id }) => id === `post:${number}`));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a journal grown long', () => {
  it('is rewritten at the next start: jobs and what is open or recent stay, what ended long ago goes', async () => {
    const path = await newPath();
    let now = 0;
    const journal = await openJournal(path, () => now);
    const old = Array.from({ length: 1100 }, (_, number) => claimIntent(number));
    await journal.begin([...old, postIntent(1), claimIntent(5000)]);
    await journal.note({ ...postIntent(1), openedAt: 0 }, { problem: { code: 'bug', message: 'noted' } });
    await Promise.all([...old, postIntent(1)].map(({ id }) => journal.close(id, 'done')));
    now = 8 * DAY;
    await journal.begin([claimIntent(6000)]);
    await journal.close('claim:6000', 'moot');
    await journal.dispose();
    const again = await openJournal(path, () => now);
    expect(again.all().map(({ id }) => id)).toEqual(['post:1', 'claim:5000', 'claim:6000']);
    expect([again.ofTask(hashOf(3)), again.ofKind('claim').length, again.jobOf(hashOf(1))]).toEqual([[], 2, '1']);
    expect(again.get('post:1')).toMatchObject({
      outcome: 'done',
      closedAt: 0,
      data: { problem: { message: 'noted' } },
    });
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(5);
    await again.begin([claimIntent(7000)]);
    expect((await openJournal(path, () => now)).all()).toEqual(again.all());
  });

  it('is left as it is where nearly all of it must stay', async () => {
    const path = await newPath();
    const journal = await openJournal(path, () => 0);
    await journal.begin(Array.from({ length: 2100 }, (_, number) => postIntent(number)));
    await journal.dispose();
    const { ino } = await stat(path);
    const again = await openJournal(path, () => 8 * DAY);
    expect(again.all()).toEqual(journal.all());
    expect((await stat(path)).ino).toBe(ino);
  });
});
