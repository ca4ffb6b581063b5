import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { type Ms, ms, seconds } from '../../../domain/units.js';
import type { Journal } from '../../../main/journal/journal.js';
import { type Act, type Acts, Runner, type Standing } from '../../../main/journal/runner.js';
import { ManualClock } from '../process/manual-clock.js';
import { SILENT, claimIntent, openJournal, temporaryFolder } from './intents.js';

/** A runner over a real journal, where every kind of intent is carried out by one act. */
async function runnerOf(act: Act<'claim'>) {
  const journal = await openJournal(join(await temporaryFolder(), 'journal.jsonl'));
  const clock = new ManualClock();
  const moves = { count: 0, waiting: [] as (() => void)[] };
  const onMoved = (): void => {
    moves.count += 1;
    for (const resolve of moves.waiting.splice(0)) resolve();
  };
  const acts = new Proxy({} as Acts, { get: () => act });
  return {
    journal,
    clock,
    runner: new Runner(journal, acts, clock, SILENT, onMoved),
    moves,
    moved: () => new Promise<void>((resolve) => moves.waiting.push(resolve)),
  };
}
type Parts = Awaited<ReturnType<typeof runnerOf>>;

/** Looks once and waits until something moved. */
async function step({ runner, moved }: Pick<Parts, 'runner' | 'moved'>): Promise<void> {
  const done = moved();
  runner.tick();
  await done;
}

/** Looks and lets everything that could follow happen: used to see that nothing does. */
async function look({ runner, journal }: Pick<Parts, 'runner' | 'journal'>): Promise<void> {
  runner.tick();
  // An append passes through the journal's queue and the disk, so whatever was started has had its turn.
  await journal.begin([{ ...claimIntent(0), id: `turn:${journal.all().length}` }]);
  await journal.close(`turn:${journal.all().length - 1}`, 'moot');
}

const outcome = (journal: Journal, id = 'claim:1') => journal.get(id)?.outcome;
const failing = (): never => {
  throw new AppError('chain.busy', 'Busy.');
};

describe('an intent', () => {
  it('that is due is acted upon, and closed once the facts say so', async () => {
    let standing: Standing = 'due';
    let acts = 0;
    const parts = await runnerOf({ standing: () => standing, perform: async () => void (acts += 1) as undefined });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    expect([acts, outcome(parts.journal)]).toEqual([1, undefined]);
    standing = 'done';
    await step(parts);
    expect([acts, outcome(parts.journal)]).toEqual([1, 'done']);
    await parts.runner.dispose();
  });

  it('that is done or pointless already is closed without an act', async () => {
    for (const standing of ['done', 'moot'] as const) {
      const parts = await runnerOf({ standing: () => standing, perform: failing });
      await parts.journal.begin([claimIntent(1)]);
      await step(parts);
      expect(outcome(parts.journal)).toBe(standing);
      await parts.runner.dispose();
    }
  });

  it('whose act knows its own end is closed with that', async () => {
    const parts = await runnerOf({ standing: () => 'due', perform: async () => 'moot' });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    expect(outcome(parts.journal)).toBe('moot');
    expect(parts.moves.count).toBe(1);
    await parts.runner.dispose();
  });

  it('is tried again after the patience when facts do not come, and not before', async () => {
    let acts = 0;
    const parts = await runnerOf({ standing: () => 'due', perform: async () => void (acts += 1) as undefined });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    parts.clock.advance(ms(seconds(15) - 1));
    await look(parts);
    expect(acts).toBe(1);
    parts.clock.advance(ms(1));
    await step(parts);
    expect(acts).toBe(2);
    await parts.runner.dispose();
  });

  it('that fails is tried again after a pause that doubles up to a minute', async () => {
    const tried: Ms[] = [];
    const parts: Parts = await runnerOf({
      standing: () => 'due',
      perform: async () => {
        tried.push(parts.clock.now());
        failing();
      },
    });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
      parts.clock.advance(ms(seconds(pause) - 1));
      const before = tried.length;
      await look(parts);
      expect(tried, `${pause} s are not over`).toHaveLength(before);
      parts.clock.advance(ms(1));
      await step(parts);
    }
    const pauses = tried.slice(1).map((at, index) => (at - (tried[index] ?? 0)) / 1000);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(outcome(parts.journal)).toBeUndefined();
    await parts.runner.dispose();
  });

  it('that fails for good is given up once and closed', async () => {
    const given: unknown[] = [];
    const parts = await runnerOf({
      standing: () => 'due',
      perform: async () => failing(),
      isFinal: (thrown) => thrown instanceof AppError,
      giveUp: async (intent, thrown) => void given.push([intent.id, thrown instanceof AppError && thrown.code]),
    });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    expect(outcome(parts.journal)).toBe('failed');
    parts.clock.advance(seconds(600));
    await look(parts);
    expect(given).toEqual([['claim:1', 'chain.busy']]);
    await parts.runner.dispose();
  });

  it('that is given up is never acted upon again, even where giving up does not work', async () => {
    let acts = 0;
    const parts = await runnerOf({
      standing: () => 'due',
      perform: async () => {
        acts += 1;
        failing();
      },
      isFinal: () => true,
      giveUp: async () => failing(),
    });
    await parts.journal.begin([claimIntent(1)]);
    await step(parts);
    parts.clock.advance(seconds(600));
    await look(parts);
    expect([acts, outcome(parts.journal)]).toEqual([1, 'failed']);
    await parts.runner.dispose();
  });

  it('has what it needed cleared before it is closed, however it ends, and a failure to do so harms nothing', async () => {
    for (const isCleared of [true, false]) {
      const cleared: unknown[] = [];
      const parts: Parts = await runnerOf({
        standing: ({ id }) => (id === 'claim:1' ? 'done' : 'due'),
        perform: async ({ id }) => (id === 'claim:2' ? 'moot' : failing()),
        isFinal: () => true,
        ended: async ({ id }, ending) => {
          cleared.push([id, ending, outcome(parts.journal, id)]);
          if (!isCleared) failing();
        },
      });
      await parts.journal.begin([claimIntent(1), claimIntent(2), claimIntent(3)]);
      parts.runner.tick();
      while (parts.moves.count < 3) await parts.moved();
      expect(cleared.toSorted()).toEqual([
        ['claim:1', 'done', undefined],
        ['claim:2', 'moot', undefined],
        ['claim:3', 'failed', undefined],
      ]);
      expect(parts.journal.openOnes()).toEqual([]);
      await parts.runner.dispose();
    }
  });

  it('is never carried out twice at the same time, while others are', async () => {
    const running: string[] = [];
    const gates = new Map<string, () => void>();
    const parts = await runnerOf({
      standing: () => 'due',
      perform: (intent) => {
        running.push(intent.id);
        return new Promise((resolve) => gates.set(intent.id, () => resolve('done')));
      },
    });
    await parts.journal.begin([claimIntent(1), claimIntent(2)]);
    for (let time = 0; time < 3; time += 1) {
      parts.runner.tick();
      parts.clock.advance(seconds(60));
    }
    expect(running).toEqual(['claim:1', 'claim:2']);
    const done = parts.moved();
    gates.get('claim:1')?.();
    await done;
    parts.runner.tick();
    expect(running).toEqual(['claim:1', 'claim:2']);
    gates.get('claim:2')?.();
    await parts.runner.dispose();
  });

  it('whose standing cannot be told harms no other', async () => {
    const parts = await runnerOf({
      standing: ({ id }) => (id === 'claim:1' ? failing() : 'done'),
      perform: async () => undefined,
    });
    await parts.journal.begin([claimIntent(1), claimIntent(2)]);
    await step(parts);
    expect([outcome(parts.journal, 'claim:1'), outcome(parts.journal, 'claim:2')]).toEqual([undefined, 'done']);
    await parts.runner.dispose();
  });
});

describe('the end of a runner', () => {
  it('stops what runs, waits for it, counts it as no failure, and starts nothing more', async () => {
    let acts = 0;
    let isStopped = false;
    const parts = await runnerOf({
      standing: () => 'due',
      isFinal: () => true,
      perform: (_, signal) => {
        acts += 1;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            isStopped = true;
            reject(new AppError('task.cancelled', 'Stopped.'));
          });
        });
      },
    });
    await parts.journal.begin([claimIntent(1)]);
    parts.runner.tick();
    await parts.runner.dispose();
    expect([isStopped, outcome(parts.journal)]).toEqual([true, undefined]);
    parts.runner.tick();
    expect(acts).toBe(1);
  });
});
