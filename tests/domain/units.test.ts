import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WHOLE_BPS, bps, formatCredits, mcc, shareUp } from '../../domain/units.js';
import { count, span } from '../../domain/words.js';
import { ms } from '../../domain/units.js';

const amount = fc.bigInt(0n, 2n ** 128n - 1n).map(mcc);
const rate = fc.integer({ min: 0, max: 100_000 }).map(bps);

describe('a share rounded up', () => {
  it('is the smallest whole amount that is not below the exact share', () => {
    fc.assert(
      fc.property(amount, rate, (whole, part) => {
        const share = shareUp(whole, part);
        expect(share * WHOLE_BPS >= whole * BigInt(part)).toBe(true);
        expect((share - 1n) * WHOLE_BPS < whole * BigInt(part)).toBe(true);
      }),
    );
  });

  it('is never more than the whole up to a rate of one, and grows with the amount', () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 10_000 }).map(bps), (one, other, part) => {
        expect(shareUp(one, part) <= one).toBe(true);
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(shareUp(less, part) <= shareUp(more, part)).toBe(true);
      }),
    );
  });

  it('takes a fee of one even of the smallest amount', () => {
    expect(shareUp(mcc(1), bps(1))).toBe(1n);
    expect(shareUp(mcc(0), bps(10_000))).toBe(0n);
    expect(shareUp(mcc(12_345), bps(100))).toBe(124n);
  });
});

describe('credits as text', () => {
  it.each([
    [0n, '0.000 CC'],
    [1n, '0.001 CC'],
    [1250n, '1.250 CC'],
    [-1n, '−0.001 CC'],
    [-10_005n, '−10.005 CC'],
    [10n ** 30n, `${10n ** 27n}.000 CC`],
  ])('%s mCC reads %s', (value, text) => {
    expect(formatCredits(mcc(value))).toBe(text);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 130n), 2n ** 130n), (value) => {
        const digits = formatCredits(mcc(value)).replace('−', '-').replace(' CC', '').replace('.', '');
        expect(BigInt(digits)).toBe(value);
      }),
    );
  });

  it('refuses a fraction of the smallest unit', () => {
    expect(() => mcc(1.5)).toThrow(RangeError);
  });
});

describe('words', () => {
  it('count one thing and more', () => {
    expect([count(1, 'photo'), count(3, 'photo'), count(2, 'failed try', 'failed tries')]).toEqual([
      '1 photo',
      '3 photos',
      '2 failed tries',
    ]);
  });

  it('say spans as people do', () => {
    expect([400, 12_000, 180_000].map((length) => span(ms(length)))).toEqual(['0.4 s', '12 s', '3 min']);
  });
});
