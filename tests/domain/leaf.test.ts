import fc from 'fast-check';
import { concatHex, encodePacked, keccak256 } from 'viem';
import { describe, expect, it } from 'vitest';
import type { Hex } from '../../domain/identity.js';
import { toHex } from '../../domain/identity.js';
import { proofOf, rootOf } from '../../domain/task/leaf.js';
import { keccak } from '../../main/chain/encode.js';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
/** A result of 1 to 300 chunks and one of its indices. */
const result = fc
  .integer({ min: 1, max: 300 })
  .chain((count) => fc.tuple(fc.array(digest, { minLength: count, maxLength: count }), fc.nat(count - 1)));

const leafOf = (index: number, chunk: Hex): Hex =>
  keccak256(encodePacked(['uint8', 'uint256', 'bytes32'], [0, BigInt(index), chunk]));
const nodeOf = (left: Hex, right: Hex): Hex =>
  keccak256(encodePacked(['uint8', 'bytes32', 'bytes32'], [1, left, right]));

/** The contracts' check (Leaves.isUnder), step by step in their own encodings. */
function isUnder(root: Hex, position: number, count: number, chunk: Hex, proof: readonly Hex[]): boolean {
  if (position >= count) return false;
  let index = position;
  let node = leafOf(index, chunk);
  const left = [...proof];
  for (let width = count; width > 1; width = Math.floor((width + 1) / 2)) {
    const isPromoted = index % 2 === 0 && index + 1 === width;
    if (!isPromoted) {
      const sibling = left.shift();
      if (!sibling) return false;
      node = index % 2 === 0 ? nodeOf(node, sibling) : nodeOf(sibling, node);
    }
    index = Math.floor(index / 2);
  }
  return left.length === 0 && node === root;
}

describe('a chunk’s proof', () => {
  it('is accepted by the contracts’ check, for every count', () => {
    const chunks = Array.from({ length: 300 }, (_, index) => keccak256(`0x${index.toString(16).padStart(4, '0')}`));
    for (let count = 1; count <= 300; count += 1) {
      const part = chunks.slice(0, count);
      const root = rootOf(part, keccak);
      for (const index of new Set([0, count >> 1, count - 1])) {
        expect(
          isUnder(root, index, count, chunks[index] as Hex, proofOf(part, index, keccak)),
          `${index} of ${count}`,
        ).toBe(true);
      }
    }
  });

  it('fails with another digest, index, count, root or sibling', () => {
    fc.assert(
      fc.property(result, digest, fc.nat(299), ([digests, index], other, place) => {
        const root = rootOf(digests, keccak);
        const proof = proofOf(digests, index, keccak);
        const mine = digests[index] as Hex;
        expect(isUnder(root, index, digests.length, mine, proof)).toBe(true);
        if (other !== mine) expect(isUnder(root, index, digests.length, other, proof)).toBe(false);
        if (place !== index) expect(isUnder(root, place, Math.max(digests.length, place + 1), mine, proof)).toBe(false);
        expect(isUnder(other, index, digests.length, mine, proof)).toBe(false);
        expect(isUnder(root, index, digests.length, mine, [...proof, other])).toBe(false);
        if (proof.length > 0) expect(isUnder(root, index, digests.length, mine, proof.slice(1))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('does not exist for a chunk that is not there', () => {
    const digests = [toHex(new Uint8Array(32))];
    expect(() => proofOf(digests, 1, keccak)).toThrow(RangeError);
    expect(() => proofOf(digests, -1, keccak)).toThrow(RangeError);
  });
});

describe('a result’s root', () => {
  it('of one chunk is its leaf', () => {
    const only = keccak256('0x01');
    expect(rootOf([only], keccak)).toBe(leafOf(0, only));
    expect(proofOf([only], 0, keccak)).toEqual([]);
  });

  it('moves a last one without a partner up unchanged', () => {
    const [one, two, three] = [keccak256('0x01'), keccak256('0x02'), keccak256('0x03')];
    const pair = nodeOf(leafOf(0, one), leafOf(1, two));
    expect(rootOf([one, two, three], keccak)).toBe(nodeOf(pair, leafOf(2, three)));
    expect(proofOf([one, two, three], 2, keccak)).toEqual([pair]);
  });

  it('changes with any chunk, their order and their number', () => {
    fc.assert(
      fc.property(result, digest, ([digests, index], other) => {
        const root = rootOf(digests, keccak);
        expect(rootOf([...digests, other], keccak)).not.toBe(root);
        if (other !== digests[index]) expect(rootOf(digests.with(index, other), keccak)).not.toBe(root);
        if (digests[0] !== digests.at(-1)) expect(rootOf(digests.toReversed(), keccak)).not.toBe(root);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps leaves and nodes apart', () => {
    const [one, two] = [keccak256('0x01'), keccak256('0x02')];
    const joined = keccak256(concatHex([leafOf(0, one), leafOf(1, two)]));
    expect(rootOf([one, two], keccak)).not.toBe(joined);
  });

  it('does not exist without chunks', () => {
    expect(() => rootOf([], keccak)).toThrow(RangeError);
  });
});
