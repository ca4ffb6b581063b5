import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/headless-adapters.js';
import { boxPairOf, openFrom, sealTo } from '../../../main/wallet/box.js';

const reader = boxPairOf(new Uint8Array(32).fill(1));
const other = boxPairOf(new Uint8Array(32).fill(2));
const message = new TextEncoder().encode('for one reader');

describe('a box', () => {
  it('opens to what was sealed, and is 48 bytes longer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
        const box = sealTo(reader.publicKey, content, systemRandom);
        expect(box).toHaveLength(content.length + 48);
        expect(openFrom(reader, box)).toEqual(content);
      }),
      { numRuns: 20 },
    );
  });

  it('is another one each time', () => {
    expect(sealTo(reader.publicKey, message, systemRandom)).not.toEqual(
      sealTo(reader.publicKey, message, systemRandom),
    );
  });

  it('opens for its reader alone', () => {
    const box = sealTo(reader.publicKey, message, systemRandom);
    expect(() => openFrom(other, box)).toThrow('another account');
  });

  it('is refused when any bit of it was changed, or its end is missing', () => {
    const box = sealTo(reader.publicKey, message, systemRandom);
    fc.assert(
      // The top bit of an x25519 key is ignored by the curve, but not by the box: its key is hashed too.
      fc.property(fc.nat(box.length - 1), fc.nat(7), (at, bit) => {
        const changed = box.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
        expect(() => openFrom(reader, changed)).toThrow('changed on its way');
      }),
      { numRuns: 40 },
    );
    for (const length of [0, 31, 32, 47, box.length - 1]) {
      expect(() => openFrom(reader, box.subarray(0, length))).toThrow('changed on its way');
    }
  });

  it.each([new Uint8Array(31), new Uint8Array(32), new Uint8Array(0)])('is not sealed to a key that is none', (key) => {
    expect(() => sealTo(key, message, systemRandom)).toThrow('not an encryption key');
  });
});
