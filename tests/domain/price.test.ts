import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askOf } from '../../domain/price/ask.js';
import { creditsFor, cutIntoTasks, estimateOf } from '../../domain/price/estimate.js';
import { type PriceParameters, bountyFor, drawnChunkCount, quoteTask } from '../../domain/price/quote.js';
import type { KindSpec } from '../../domain/task/kind-spec.js';
import { bps, mcc } from '../../domain/units.js';

const spec: KindSpec = {
  id: 'sample',
  label: 'Sample',
  item: { one: 'sample', many: 'samples' },
  extensions: [],
  presets: [],
  plans: ['deterministic'],
  fields: {},
  chunking: 'independent',
  limits: { maxFileBytes: 1, maxChunksPerTask: 7 },
  parseOptions: (options) => options,
  estimateSeconds: ({ length }) => Number(length),
};
const PARAMETERS: PriceParameters = {
  minimumBounty: mcc(100),
  platformFee: bps(100),
  verifierFee: bps(100),
  reservedFees: 7,
};

/** TaskMarket's own sums, in its words and its arithmetic of whole numbers. */
function escrowOf(bountyMcc: bigint, chunkCount: bigint, drawnShareBps: bigint, rates: PriceParameters) {
  const ceilDiv = (one: bigint, other: bigint): bigint => (one === 0n ? 0n : (one - 1n) / other + 1n);
  const max = (one: bigint, other: bigint): bigint => (one > other ? one : other);
  const share = (amountMcc: bigint, part: bigint, whole: bigint): bigint => ceilDiv(amountMcc * part, whole);
  const drawn = max(1n, ceilDiv(chunkCount * drawnShareBps, 10_000n));
  const platformFeeMcc = share(bountyMcc, BigInt(rates.platformFee), 10_000n);
  const byRate = share(bountyMcc, BigInt(rates.verifierFee), 10_000n);
  const feeMcc = max(byRate, share(bountyMcc, drawn, chunkCount));
  return { drawn, platformFeeMcc, feeMcc, escrowMcc: bountyMcc + platformFeeMcc + BigInt(rates.reservedFees) * feeMcc };
}

describe('a task’s price', () => {
  it('is to the last mCC what the market sets aside', () => {
    const parameters = fc.record({
      minimumBounty: fc.constant(mcc(100)),
      platformFee: fc.integer({ min: 0, max: 10_000 }).map(bps),
      verifierFee: fc.integer({ min: 0, max: 10_000 }).map(bps),
      reservedFees: fc.nat(20),
    });
    const bounty = fc.oneof(fc.bigInt(1n, 5000n), fc.bigInt(1n, 2n ** 100n)).map(mcc);
    const chunks = fc.integer({ min: 1, max: 256 });
    const share = fc.integer({ min: 1, max: 10_000 }).map(bps);
    fc.assert(
      fc.property(bounty, chunks, share, parameters, (amount, count, drawn, rates) => {
        const theirs = escrowOf(amount, BigInt(count), BigInt(drawn), rates);
        const ours = quoteTask(amount, count, drawn, rates);
        expect(BigInt(drawnChunkCount(count, drawn))).toBe(theirs.drawn);
        expect(ours).toEqual({
          bounty: amount,
          platformFee: theirs.platformFeeMcc,
          verifierFee: theirs.feeMcc,
          setAside: theirs.escrowMcc,
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('counts a third of the chunks as a third of the bounty, not as the next basis point', () => {
    const quote = quoteTask(mcc(30_000), 3, bps(1000), PARAMETERS);
    expect(quote).toEqual({ bounty: 30_000n, platformFee: 300n, verifierFee: 10_000n, setAside: 100_300n });
  });

  it('is the estimate at the ask, rounded up, and at least the smallest bounty', () => {
    expect(bountyFor(mcc(801), bps(12_500), PARAMETERS)).toBe(1002n);
    expect(bountyFor(mcc(3), bps(12_500), PARAMETERS)).toBe(100n);
  });
});

describe('what work is asked for', () => {
  const paid = (bounty: number, estimate = 1000) => ({ bounty: mcc(bounty), estimate: mcc(estimate) });

  it('is a quarter over cost while fewer than five tasks can tell', () => {
    expect(askOf([])).toBe(12_500);
    expect(askOf([1, 2, 3, 4].map((bounty) => paid(bounty)))).toBe(12_500);
    expect(askOf([paid(1), paid(1), paid(1), paid(1), paid(5, 0)])).toBe(12_500);
  });

  it('is the median, in any order, between the middle two of an even number', () => {
    expect(askOf([5000, 1000, 3000, 2000, 4000].map((bounty) => paid(bounty)))).toBe(30_000);
    expect(askOf([6000, 1000, 3000, 2000, 4000, 5000].map((bounty) => paid(bounty)))).toBe(35_000);
  });

  it('is of the last twenty', () => {
    const last = Array.from({ length: 20 }, () => paid(1500));
    expect(askOf([...last, ...Array.from({ length: 80 }, () => paid(9000))])).toBe(15_000);
  });

  it('lies between the cheapest and the dearest, and one outlier does not move it past its neighbours', () => {
    const bounties = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(bounties, (all) => {
        const ask = askOf(all.map((bounty) => paid(bounty)));
        const sorted = all.toSorted((one, other) => one - other);
        expect(ask).toBeGreaterThanOrEqual((sorted[1] ?? 0) * 10);
        expect(ask).toBeLessThanOrEqual((sorted.at(-2) ?? 0) * 10);
      }),
    );
  });
});

describe('an estimate', () => {
  it('is in whole credits, rounded up', () => {
    expect([0, 0.1, 3.6, 3.7, 3600].map(creditsFor)).toEqual([0n, 1n, 1n, 2n, 1000n]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])(
    'of %s seconds is refused: a stranger’s figures may say anything',
    (span) => {
      expect(() => creditsFor(span)).toThrow(expect.objectContaining({ code: 'input.malformed' }));
    },
  );
});

describe('cutting a job into tasks', () => {
  const chunks = fc.array(fc.record({ figures: fc.record({ length: fc.double({ min: 0, max: 700, noNaN: true }) }) }), {
    maxLength: 60,
  });

  it('keeps the order and loses nothing', () => {
    fc.assert(
      fc.property(chunks, (all) => {
        expect(cutIntoTasks(spec, all, {}).flat()).toEqual(all);
      }),
    );
  });

  it('never makes a task of more chunks than one may hold, whatever its kind allows', () => {
    const roomy: KindSpec = {
      ...spec,
      limits: { ...spec.limits, maxChunksPerTask: 10_000 },
      estimateSeconds: () => 0.1,
    };
    const all = Array.from({ length: 600 }, () => ({ figures: {} }));
    expect(cutIntoTasks(roomy, all, {}).map(({ length }) => length)).toEqual([256, 256, 88]);
  });

  it('makes tasks that fit time and number, and none that could have gone into the one before', () => {
    fc.assert(
      fc.property(chunks, (all) => {
        const tasks = cutIntoTasks(spec, all, {});
        const secondsOf = (task: typeof all): number =>
          estimateOf(
            spec,
            task.map(({ figures }) => figures),
            {},
          );
        for (const [index, task] of tasks.entries()) {
          expect(task.length).toBeGreaterThan(0);
          expect(task.length).toBeLessThanOrEqual(7);
          if (task.length > 1) expect(secondsOf(task)).toBeLessThanOrEqual(480);
          const next = tasks[index + 1]?.[0];
          if (next && task.length < 7) expect(secondsOf([...task, next])).toBeGreaterThan(480);
        }
      }),
    );
  });
});
