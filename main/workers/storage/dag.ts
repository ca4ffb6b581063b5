/** How a file lies in blocks: raw leaves, and nodes that list them in order (UnixFS in dag-pb). */
import * as dagPb from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { sha256 } from 'multiformats/hashes/sha2';
import { AppError } from '../../../domain/errors.js';
import { tooLarge, wrongBytes } from './failures.js';

/** Blocks asked for ahead of the one being read. */
const AHEAD = 24;
/** Beside its data a file may have this many blocks, and one more for each KiB. */
const SPARE_BLOCKS = 1024;

/** @throws AppError `input.malformed` when `text` is no CID of a file as this node stores them. */
export function parseCid(text: string): CID {
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch (cause) {
    throw new AppError('input.malformed', `"${text}" is not an IPFS address. Check it and try again.`, { cause });
  }
  if (isReadable(cid)) return cid;
  throw new AppError('input.malformed', `${text} is an IPFS address of a sort this node cannot read.`);
}

function isReadable(cid: CID): boolean {
  return (cid.code === raw.code || cid.code === dagPb.code) && cid.multihash.code === sha256.code;
}

interface FileNode {
  readonly data: Uint8Array;
  readonly children: readonly CID[];
  /** The bytes of the file below this node, as it says itself. */
  readonly size: number;
}

/** @throws Error when the block is not part of a file. */
function decode(cid: CID, block: Uint8Array): FileNode {
  if (cid.code === raw.code) return { data: block, children: [], size: block.length };
  const node = dagPb.decode(block);
  if (!node.Data) throw new Error('a block holds no file.');
  const file = UnixFS.unmarshal(node.Data);
  if (file.type !== 'file' && file.type !== 'raw') throw new Error(`it is a ${file.type}, not a file.`);
  const children = node.Links.map((link) => link.Hash);
  if (!children.every(isReadable)) throw new Error('it has parts of an unknown sort.');
  return { data: file.data ?? new Uint8Array(), children, size: Number(file.fileSize()) };
}

/** The blocks right below a block; none for a leaf and for what is not part of a file. */
export function childrenOf(cid: CID, block: Uint8Array): readonly CID[] {
  try {
    return decode(cid, block).children;
  } catch {
    return [];
  }
}

/** Whether the CID names a block without blocks below it. */
export function isLeaf(cid: CID): boolean {
  return cid.code === raw.code;
}

interface Part {
  readonly cid: CID;
  block?: Promise<Uint8Array>;
}

/**
 * The bytes of a file in order, at most 24 blocks in memory. `get` gives a block that matches its CID.
 * @throws AppError `storage.too-large` before more than `maxBytes` are given, `storage.wrong-bytes` when the blocks
 * are no file or fewer or more bytes than the first of them says; and whatever `get` throws.
 */
export async function* readFile(
  root: CID,
  get: (cid: CID) => Promise<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const parts: Part[] = [{ cid: root }];
  let blocksLeft = SPARE_BLOCKS + Math.ceil(maxBytes / 1024);
  let expected: number | undefined;
  let given = 0;
  for (let part = parts.shift(); part; part = parts.shift()) {
    for (const ahead of [part, ...parts.slice(0, AHEAD - 1)]) ahead.block ??= started(get(ahead.cid));
    const node = decodeFor(root, part.cid, await (part.block ?? get(part.cid)));
    blocksLeft -= 1 + node.children.length;
    expected ??= node.size;
    given += node.data.length;
    if (expected > maxBytes || given > maxBytes || blocksLeft < 0) throw tooLarge(root.toString(), maxBytes);
    parts.unshift(...node.children.map((cid) => ({ cid })));
    if (node.data.length > 0) yield node.data;
  }
  if (given !== expected) throw wrongBytes(root.toString(), `it says it has ${expected} bytes and has ${given}.`);
}

/** A promise that may fail before anyone waits for it. */
function started(block: Promise<Uint8Array>): Promise<Uint8Array> {
  block.catch(() => undefined);
  return block;
}

function decodeFor(root: CID, cid: CID, block: Uint8Array): FileNode {
  try {
    return decode(cid, block);
  } catch (cause) {
    throw wrongBytes(root.toString(), cause instanceof Error ? cause.message : 'it is not a file.');
  }
}
