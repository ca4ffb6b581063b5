/**
 * Keeps the stored blocks below a number of bytes.
 *
 * What is needed: every block below a pin, and every block that an add or fetch under way has named so far (its
 * lease). Everything else is kept as long as there is room, since the same file is often asked for again, and is
 * removed all at once when there is none. Then, and only then, storing fails. Whether a block is needed is found
 * by walking down from the pins, so that no count can be wrong after a crash. Age and popularity are not considered.
 */
import type { CID } from 'multiformats/cid';
import { type BlockFolder, blockName } from './block-folder.js';
import { childrenOf, isLeaf } from './dag.js';
import { capReached, diskFailure } from './failures.js';
import type { Metadata } from './metadata.js';

/** The blocks that one operation relies on; they stay until it is released. */
export class Lease {
  readonly names = new Set<string>();
}

/** Reads and writes blocks for operations under way, within the cap. */
export class BlockCap {
  readonly capBytes: number;
  readonly #blocks: BlockFolder;
  readonly #metadata: Metadata;
  readonly #leases = new Set<Lease>();
  #collecting: Promise<void> | undefined;

  constructor(blocks: BlockFolder, metadata: Metadata, capBytes: number) {
    this.#blocks = blocks;
    this.#metadata = metadata;
    this.capBytes = capBytes;
  }

  /** Runs `work` with a lease that ends with it; pin before the end what shall stay. */
  async lease<Result>(work: (lease: Lease) => Promise<Result>): Promise<Result> {
    const lease = new Lease();
    this.#leases.add(lease);
    try {
      return await work(lease);
    } finally {
      this.#leases.delete(lease);
    }
  }

  /** A block from disk, kept from now on for the lease. @throws BlockAbsent */
  async get(lease: Lease, cid: CID): Promise<Uint8Array> {
    await this.#keep(lease, cid);
    return this.#blocks.get(cid);
  }

  /** Stores a block for the lease. @throws AppError `storage.disk-full` by the cap or by the disk itself. */
  async put(lease: Lease, cid: CID, bytes: Uint8Array): Promise<void> {
    await this.#keep(lease, cid);
    if (!this.#fits(cid, bytes)) await this.collect();
    if (!this.#fits(cid, bytes)) throw capReached(this.#blocks.usedBytes, this.capBytes, bytes.length);
    await this.#blocks.put(cid, bytes).catch((thrown: unknown) => this.#retry(thrown, cid, bytes));
  }

  #fits(cid: CID, bytes: Uint8Array): boolean {
    return this.#blocks.holds(cid) || this.#blocks.usedBytes + bytes.length <= this.capBytes;
  }

  /** A disk without room gets one chance: without the blocks nobody needs. */
  async #retry(thrown: unknown, cid: CID, bytes: Uint8Array): Promise<void> {
    if (diskFailure(thrown) === thrown) throw thrown;
    await this.collect();
    await this.#blocks.put(cid, bytes).catch((again: unknown) => Promise.reject(diskFailure(again)));
  }

  async #keep(lease: Lease, cid: CID): Promise<void> {
    // A block named during a collection may be on its way out already.
    while (this.#collecting) await this.#collecting;
    lease.names.add(blockName(cid));
  }

  /** Removes every block that nobody needs; a collection under way is joined. */
  collect(): Promise<void> {
    this.#collecting ??= this.#collect().finally(() => {
      this.#collecting = undefined;
    });
    return this.#collecting;
  }

  async #collect(): Promise<void> {
    // Leases before pins: what a lease held and pinned in between is then found among the pins.
    const needed = new Set([...this.#leases].flatMap((lease) => [...lease.names]));
    for (const root of await this.#metadata.pins()) await this.#walk(root, needed);
    for (const name of this.#blocks.names()) {
      if (!needed.has(name)) await this.#blocks.remove(name);
    }
  }

  async #walk(root: CID, needed: Set<string>): Promise<void> {
    const walked = new Set<string>();
    const below = [root];
    for (let cid = below.pop(); cid; cid = below.pop()) {
      const name = blockName(cid);
      needed.add(name);
      if (isLeaf(cid) || walked.has(name)) continue;
      walked.add(name);
      const block = await this.#blocks.get(cid).catch(() => undefined);
      if (block) below.push(...childrenOf(cid, block));
    }
  }
}
