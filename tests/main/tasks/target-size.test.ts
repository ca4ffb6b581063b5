import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SIDE } from '../../../main/tasks/image_resize/spec.js';
import { targetSize } from '../../../main/tasks/image_resize/target-size.js';

const sourceSide = fc.integer({ min: 1, max: 65_535 });
const side = fc.integer({ min: 1, max: MAX_SIDE });
const source = fc.record({ width: sourceSide, height: sourceSide });
const size = fc.record({ width: side, height: side });

describe('targetSize', () => {
  it('shrinks to the longest side, keeps the shape and never enlarges', () => {
    fc.assert(
      fc.property(source, side, (picture, longestSide) => {
        const { part, scaled, canvas } = targetSize(picture, { mode: 'longest', longestSide });
        expect(part).toEqual({ left: 0, top: 0, ...picture });
        expect(canvas).toEqual(scaled);
        expect(Math.max(scaled.width, scaled.height)).toBe(
          Math.min(longestSide, Math.max(picture.width, picture.height)),
        );
        const scale = Math.max(scaled.width, scaled.height) / Math.max(picture.width, picture.height);
        expect(Math.abs(scaled.width - Math.max(1, picture.width * scale))).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Math.abs(scaled.height - Math.max(1, picture.height * scale))).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it('fills exactly the size ordered, whatever the fit', () => {
    fc.assert(
      fc.property(source, size, fc.constantFrom('contain', 'cover', 'fill'), (picture, wanted, fit) => {
        const { part, scaled, canvas } = targetSize(picture, { mode: 'exact', ...wanted, fit });
        expect(canvas).toEqual(wanted);
        for (const length of [part.width, part.height, scaled.width, scaled.height]) {
          expect(Number.isInteger(length) && length >= 1).toBe(true);
        }
        expect(part.left >= 0 && part.left + part.width <= picture.width).toBe(true);
        expect(part.top >= 0 && part.top + part.height <= picture.height).toBe(true);
        expect(scaled.width <= canvas.width && scaled.height <= canvas.height).toBe(true);
        if (fit !== 'contain') expect(scaled).toEqual(canvas);
        else expect(scaled.width === canvas.width || scaled.height === canvas.height).toBe(true);
        if (fit === 'cover') expect(part.width === picture.width || part.height === picture.height).toBe(true);
        else expect(part).toEqual({ left: 0, top: 0, ...picture });
      }),
    );
  });

  it('cuts the same on both sides', () => {
    const rule = { mode: 'exact', width: 100, height: 100, fit: 'cover' } as const;
    expect(targetSize({ width: 400, height: 200 }, rule).part).toEqual({ left: 100, top: 0, width: 200, height: 200 });
    expect(targetSize({ width: 200, height: 400 }, rule).part).toEqual({ left: 0, top: 100, width: 200, height: 200 });
  });
});
