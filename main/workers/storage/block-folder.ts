/**
 * Blocks on disk, each in a file named by its hash. A block is checked against that hash whenever it is read, so a
 * damaged one is noticed here: it is dropped, remembered as damaged and from then on absent, for the node and for
 * peers. Sizes are kept in memory; how many bytes may be stored is decided by `BlockCap`.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FsBlockstore } from 'blockstore-fs';
import { NextToLast } from 'blockstore-fs/sharding';
import type { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';

const NAMING = new NextToLast();

/** The name of a block whatever its codec: one block, one name. */
export function blockName(cid: CID): string {
  return NAMING.encode(cid).file;
}

/** Whether `bytes` are what `cid` names; only sha2-256 is known. */
export async function isBlockOf(cid: CID, bytes: Uint8Array): Promise<boolean> {
  if (cid.multihash.code !== sha256.code) return false;
  const { digest } = await sha256.digest(bytes);
  return Buffer.from(digest.buffer, digest.byteOffset, digest.length).equals(cid.multihash.digest);
}

/** Asked for a block that is not here; the name is what bitswap tells absence by. */
export class BlockAbsent extends Error {
  override readonly name = 'NotFoundError';
  /** The block was here, but its bytes had changed. */
  readonly wasDamaged: boolean;

  constructor(cid: CID, wasDamaged: boolean) {
    super(
      wasDamaged
        ? `The stored block ${cid.toString()} was damaged.`
        : `The block ${cid.toString()} is not stored here.`,
    );
    this.wasDamaged = wasDamaged;
  }
}

/** The blocks of one folder; open it before use. Only one may be open on a folder. */
export class BlockFolder extends FsBlockstore {
  readonly #sizes = new Map<string, number>();
  readonly #damaged = new Set<string>();
  readonly #writing = new Map<string, Promise<void>>();
  #usedBytes = 0;

  constructor(folder: string) {
    super(folder, { shardingStrategy: NAMING });
  }

  /** The sum of the sizes of all stored blocks. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The names of all stored blocks. */
  names(): string[] {
    return [...this.#sizes.keys()];
  }

  /** Takes stock of the folder and removes what a killed write left behind. */
  override async open(): Promise<void> {
    await super.open();
    const shards = await readdir(this.path, { withFileTypes: true });
    for (const shard of shards.filter((entry) => entry.isDirectory())) {
      const folder = join(this.path, shard.name);
      for (const name of await readdir(folder)) await this.#takeStock(folder, name);
    }
  }

  async #takeStock(folder: string, name: string): Promise<void> {
    const file = join(folder, name);
    if (!name.endsWith(NAMING.extension)) await rm(file, { force: true });
    else this.#note(name, (await stat(file)).size);
  }

  #note(name: string, size: number | undefined): void {
    this.#usedBytes += (size ?? 0) - (this.#sizes.get(name) ?? 0);
    if (size === undefined) this.#sizes.delete(name);
    else this.#sizes.set(name, size);
  }

  /** Whether the block is here, without reading it. */
  holds(cid: CID): boolean {
    return this.#sizes.has(blockName(cid));
  }

  override has(cid: CID): Promise<boolean> {
    return Promise.resolve(this.holds(cid));
  }

  /** @throws BlockAbsent */
  override async get(cid: CID): Promise<Uint8Array> {
    const name = blockName(cid);
    if (!this.#sizes.has(name)) throw new BlockAbsent(cid, this.#damaged.has(name));
    const bytes = await this.#sound(cid, name);
    if (bytes) return bytes;
    // Collected while it was being read, or just being written anew: no damage to note.
    if (!this.#sizes.has(name) || this.#writing.has(name)) throw new BlockAbsent(cid, false);
    this.#damaged.add(name);
    await this.remove(name);
    throw new BlockAbsent(cid, true);
  }

  /** The bytes on disk, or undefined when they are gone or not what the CID names. */
  async #sound(cid: CID, name: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#fileOf(name)).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return undefined;
      throw thrown;
    });
    return bytes && (await isBlockOf(cid, bytes)) ? bytes : undefined;
  }

  #fileOf(name: string, prefix = ''): string {
    const bare = name.slice(0, -NAMING.extension.length);
    return join(this.path, bare.slice(-2), prefix + name);
  }

  /** Stores a block once; a copy that is there already is checked, and replaced where it is damaged. */
  override async put(cid: CID, bytes: Uint8Array): Promise<CID> {
    const name = blockName(cid);
    const underWay = this.#writing.get(name);
    if (underWay) {
      await underWay;
      return cid;
    }
    const write = this.#write(cid, name, bytes);
    this.#writing.set(name, write);
    try {
      await write;
    } finally {
      this.#writing.delete(name);
    }
    return cid;
  }

  async #write(cid: CID, name: string, bytes: Uint8Array): Promise<void> {
    if (this.#sizes.has(name) && (await this.#sound(cid, name))) return;
    this.#note(name, bytes.length);
    try {
      await super.put(cid, bytes);
      this.#damaged.delete(name);
    } catch (thrown) {
      this.#note(name, undefined);
      await rm(`${this.#fileOf(name, '.')}.tmp`, { force: true });
      throw thrown;
    }
  }

  override delete(cid: CID): Promise<void> {
    return this.remove(blockName(cid));
  }

  /** Removes a block by its name; one that is not here is no error. */
  async remove(name: string): Promise<void> {
    this.#note(name, undefined);
    await rm(this.#fileOf(name), { force: true });
  }
}
