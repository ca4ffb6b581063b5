import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_FILES } from '../../../domain/wire/ipc/jobs.js';
import { addFound } from '../../../renderer/composer/chosen-files.js';
import { expectationOf, roughly } from '../../../renderer/composer/expectation.js';
import { figuresText } from '../../../renderer/composer/figures.js';
import { completeOptions, errorsOf, guessKind, isShown, presetOf } from '../../../renderer/composer/kind-options.js';
import { kindCard } from '../examples.js';
import { FIELDS, filesOf } from './form-data.js';

const kind = kindCard({
  fields: FIELDS,
  presets: [
    { label: 'Web', options: {} },
    { label: 'Screen', options: { mode: 'exact', width: 1920 } },
  ],
});

describe('guessing the kind', () => {
  const film = kindCard({ id: 'video', extensions: ['mp4'] });

  it('takes the one that fits most files, the first where none does', () => {
    expect(guessKind([kind, film], filesOf(['a.MP4', 'b.mp4', 'c.jpg']))?.id).toBe('video');
    expect(guessKind([kind, film], filesOf(['a.jpg', 'b.mp4']))?.id).toBe('image_resize');
    expect(guessKind([kind, film], filesOf(['notes']))?.id).toBe('image_resize');
    expect(guessKind([], filesOf(['a.jpg']))).toBeUndefined();
  });
});

describe('options', () => {
  it('are asked for only where they matter', () => {
    const shown = (options: Record<string, string>) =>
      FIELDS.filter((field) => isShown(kind, field, options)).map(({ name }) => name);
    expect(shown({})).toEqual(['mode', 'longestSide', 'keep']);
    expect(shown({ mode: 'exact' })).toEqual(['mode', 'width', 'keep']);
  });

  it('are wrong only where they matter, and say what would be right', () => {
    expect([...errorsOf(kind, { longestSide: 0 })]).toEqual([
      ['longestSide', 'Choose a whole number from 1 to 16383.'],
    ]);
    expect(errorsOf(kind, { longestSide: '' }).size).toBe(1);
    expect(errorsOf(kind, { longestSide: 12.5 }).size).toBe(1);
    expect(errorsOf(kind, { mode: 'exact', longestSide: 0 }).size).toBe(0);
  });

  it('are sent whole, and never with a slip in one that does not matter', () => {
    expect(completeOptions(kind, { mode: 'exact', longestSide: 0, width: 640 })).toEqual({
      mode: 'exact',
      longestSide: 1600,
      width: 640,
      keep: false,
    });
  });

  it('are a preset by what they come to, and otherwise a person’s own', () => {
    expect(presetOf(kind, {})).toBe('Web');
    expect(presetOf(kind, { longestSide: 1600 })).toBe('Web');
    expect(presetOf(kind, { mode: 'exact', width: 1920 })).toBe('Screen');
    expect(presetOf(kind, { longestSide: 800 })).toBeUndefined();
  });
});

describe('the list of files', () => {
  const name = fc.integer({ min: 0, max: 3000 }).map((number) => `${number}.jpg`);
  const batch = fc.array(name, { maxLength: 1500 });

  it('holds each path once, never too many, and counts what it leaves out', () => {
    fc.assert(
      fc.property(batch, batch, batch, (...batches) => {
        const list = batches.reduce(
          (all, names) => addFound(all, { files: filesOf([...new Set(names)]), leftOut: 0, unreadable: [] }),
          { files: filesOf([]), leftOut: 0, unreadable: [] } as Parameters<typeof addFound>[0],
        );
        const paths = new Set(list.files.map(({ path }) => path));
        expect(paths.size).toBe(list.files.length);
        expect(list.files.length).toBe(Math.min(MOST_FILES, new Set(batches.flat()).size));
        expect(list.leftOut > 0).toBe(new Set(batches.flat()).size > MOST_FILES);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what to expect', () => {
  const job = { tasks: 4, estimateSeconds: 2400, workers: 4, checkers: 3 };

  it('spreads tasks over those who could take them', () => {
    expect(expectationOf(job)).toEqual({ sentence: 'About 13 minutes; 4 computers could take it now.', waits: false });
    expect(expectationOf({ ...job, workers: 1 }).sentence).toBe('About 49 minutes; 1 computer could take it now.');
    expect(expectationOf({ ...job, workers: 400 }).sentence).toContain('About 13 minutes');
  });

  it('says so where nobody is there to compute or check it', () => {
    expect(expectationOf({ ...job, workers: 0 })).toEqual({
      sentence: 'Nobody is there to compute it now; it waits until somebody is.',
      waits: true,
    });
    expect(expectationOf({ ...job, checkers: 1 }).sentence).toContain('only one is there now');
    expect(expectationOf({ ...job, checkers: 0 }).sentence).toContain('nobody is there now');
  });

  it('is rough', () => {
    expect([60, 600, 3 * 3600, 3 * 86_400].map(roughly)).toEqual([
      'less than 2 minutes',
      'about 10 minutes',
      'about 3 hours',
      'about 3 days',
    ]);
  });
});

describe('what was understood of a file', () => {
  it('is told in words', () => {
    const figures = { width: 4032, height: 3024, megapixels: 12.2, format: 'jpeg', rotated: true, hasAlpha: false };
    expect(figuresText(figures)).toBe('4032 × 3024, 12.2 MP, JPEG, rotated');
    expect(figuresText({ format: 'webp', hasAlpha: true })).toBe('WebP, with transparency');
    expect(figuresText({})).toBe('');
  });
});
