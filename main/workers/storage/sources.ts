/** Where one fetch gets its blocks: this disk first, then the peers it was told of, then any other known peer. */
import type { Libp2p, PeerId } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import type { BlockCap, Lease } from './block-cap.js';
import { BlockAbsent } from './block-folder.js';
import type { BlockExchange } from './block-exchange.js';
import { notFound, wrongBytes } from './failures.js';
import { dialAll } from './peers.js';

/** Four times the blocks this network makes; peers could not be sent one much larger. */
const MAX_BLOCK_BYTES = 1024 * 1024;

/** What one fetch works with. */
export interface SourcesParts {
  readonly cap: BlockCap;
  readonly peer: Libp2p;
  readonly exchange: BlockExchange;
  readonly lease: Lease;
  /** Multiaddrs to dial when the first block is not on this disk. */
  readonly providers: readonly string[];
  readonly signal: AbortSignal;
}

/** Gives the blocks of one file. */
export class Sources {
  readonly #of: SourcesParts;
  readonly #root: CID;
  #candidates: Promise<PeerId[]> | undefined;
  /** Peers not asked again: they sent wrong bytes, or nothing. */
  readonly #dropped = new Set<string>();
  /** Set as soon as any peer sent wrong bytes, or a block on this disk was damaged. */
  #wrong: string | undefined;

  constructor(root: CID, parts: SourcesParts) {
    this.#root = root;
    this.#of = parts;
  }

  /** Why a fetch that ran out of time may have to be called a lie. */
  get wrong(): string | undefined {
    return this.#wrong;
  }

  /** A block that matches its CID, stored on the way. @throws AppError `storage.wrong-bytes` or `.not-found` */
  async block(cid: CID): Promise<Uint8Array> {
    this.#of.signal.throwIfAborted();
    try {
      return await this.#of.cap.get(this.#of.lease, cid);
    } catch (thrown) {
      if (!(thrown instanceof BlockAbsent)) throw thrown;
      if (thrown.wasDamaged)
        this.#wrong ??= 'a block stored on this computer was damaged, and no peer could replace it.';
    }
    const bytes = await this.#remote(cid);
    await this.#of.cap.put(this.#of.lease, cid, bytes);
    return bytes;
  }

  async #remote(cid: CID): Promise<Uint8Array> {
    this.#candidates ??= this.#reach();
    const candidates = await this.#candidates;
    for (const peer of candidates) {
      if (this.#dropped.has(peer.toString())) continue;
      const answer = await this.#of.exchange.ask(cid, peer, this.#of.signal);
      if (answer.type === 'block') return this.#small(answer.bytes);
      if (answer.type !== 'absent') await this.#drop(peer, answer.type);
    }
    if (this.#wrong !== undefined) throw wrongBytes(this.#root.toString(), this.#wrong);
    throw notFound(
      this.#root.toString(),
      candidates.length === 0
        ? 'none of the peers that may have it can be reached.'
        : 'no peer in reach has all of it.',
    );
  }

  #small(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= MAX_BLOCK_BYTES) return bytes;
    throw wrongBytes(
      this.#root.toString(),
      `it has a block of ${bytes.length} bytes; ${MAX_BLOCK_BYTES} are the most.`,
    );
  }

  async #reach(): Promise<PeerId[]> {
    const { peer, providers, signal } = this.#of;
    const named = await dialAll(peer, providers, signal);
    signal.throwIfAborted();
    return [...new Map([...named, ...peer.getPeers()].map((id) => [id.toString(), id])).values()];
  }

  async #drop(peer: PeerId, why: 'wrong' | 'gone' | 'silent'): Promise<void> {
    if (why === 'wrong') this.#wrong = `the peer ${peer.toString()} sent other bytes.`;
    if (this.#dropped.has(peer.toString())) return;
    this.#dropped.add(peer.toString());
    // The next fetch starts with a fresh connection instead of one that may be dead.
    await this.#of.peer.hangUp(peer).catch(() => undefined);
  }
}
