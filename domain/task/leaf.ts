/**
 * How a result of n chunks becomes one 32-byte root, and how one chunk is proved to lie under it.
 *
 * Leaf i is hash(0 ‖ i ‖ digest), with i as 32 big-endian bytes; a node is hash(1 ‖ left ‖ right). Levels are
 * built pair by pair from the left; a last one without a partner moves up unchanged. A proof lists the partners
 * that exist, from the bottom up. The index is inside the leaf and the count fixes the shape, so a chunk cannot
 * be shown at another place and no chunk can be added or left out.
 */
import { type Hex, type Keccak, fromHex, toHex } from '../identity.js';

const WORD_BYTES = 32;

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function word(value: number): Uint8Array {
  const padded = new Uint8Array(WORD_BYTES);
  new DataView(padded.buffer).setUint32(WORD_BYTES - 4, value);
  return padded;
}

function leaf(index: number, digest: Hex, keccak: Keccak): Uint8Array {
  return keccak(concat(Uint8Array.of(0), word(index), fromHex(digest)));
}

function levels(digests: readonly Hex[], keccak: Keccak): Uint8Array[][] {
  if (digests.length === 0) throw new RangeError('A result has at least one chunk.');
  const all = [digests.map((digest, index) => leaf(index, digest, keccak))];
  for (let level = all[0]; level && level.length > 1; level = all.at(-1)) {
    const above: Uint8Array[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index], level[index + 1]];
      if (!left) break;
      above.push(right ? keccak(concat(Uint8Array.of(1), left, right)) : left);
    }
    all.push(above);
  }
  return all;
}

/** The root over the chunks' sha256 digests, in order. */
export function rootOf(digests: readonly Hex[], keccak: Keccak): Hex {
  const top = levels(digests, keccak).at(-1)?.[0];
  if (!top) throw new RangeError('A result has at least one chunk.');
  return toHex(top);
}

/** The partners of chunk `index` from the bottom up. */
export function proofOf(digests: readonly Hex[], index: number, keccak: Keccak): Hex[] {
  if (index < 0 || index >= digests.length) throw new RangeError(`No chunk ${index} of ${digests.length}.`);
  const proof: Hex[] = [];
  let position = index;
  for (const level of levels(digests, keccak)) {
    const partner = level[position ^ 1];
    if (partner) proof.push(toHex(partner));
    position >>= 1;
  }
  return proof;
}
