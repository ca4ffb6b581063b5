/**
 * Files between people: add one for others to fetch, fetch one of theirs by its CID. Knows where a person's storage
 * peer is reached (the network's host keeps a list; peers on this computer are found by mDNS too), and keeps what was
 * fetched until it is no longer needed.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../domain/errors.js';
import type { Facts, Terms } from '../../domain/facts.js';
import { type Address, type Hex, toHex } from '../../domain/identity.js';
import { type Bytes, type Ms, minutes, ms } from '../../domain/units.js';
import type { StoredFile } from '../../domain/wire/process.js';
import type { Log } from '../adapters.js';
import type { Connection } from '../chain/connection.js';
import type { StorageClient } from './client.js';
import type { OwedPins } from './pins.js';

const FETCH_TIMEOUT = minutes(10);

/** As `network_peers` lists them: one address of one peer. */
interface KnownPeer {
  readonly peerId: string;
  readonly address: string;
}

export interface FetchRequest {
  readonly cid: string;
  readonly path: string;
  readonly maxBytes: Bytes;
  /** Whoever should have it. */
  readonly from: readonly Address[];
  readonly signal: AbortSignal;
  /** Kept for others until then. */
  readonly until: Ms;
}

/** How long after its deadline a task may still be checked and fetched: a day each. */
const AFTER_DEADLINE = minutes(2 * 24 * 60);
const BRIEFLY = minutes(60);

/** Until when a task's requester and worker keep its files: nothing of it can be asked for later. */
export function owedUntil({ deadline }: Pick<Terms, 'deadline'>): Ms {
  return ms(deadline + AFTER_DEADLINE);
}

/** Until when a file is kept that nobody is owed: long enough to use it. */
export function briefly(now: Ms): Ms {
  return ms(now + BRIEFLY);
}

export class Exchange {
  #own: { peerId: string; addresses: readonly string[] } | undefined;

  constructor(
    private readonly storage: StorageClient,
    private readonly pins: OwedPins,
    private readonly connection: Connection,
    private readonly facts: Facts,
    private readonly isHosted: boolean,
    private readonly log: Log,
  ) {}

  get peerId(): string {
    return this.#own?.peerId ?? '';
  }

  /** Says where this node's storage is reached; again after each reconnection. */
  async announce(own: { peerId: string; addresses: readonly string[] }): Promise<void> {
    this.#own = own;
    if (!this.isHosted) return;
    try {
      for (const address of own.addresses) await this.connection.ask('network_announce', [address, own.peerId]);
    } catch (thrown) {
      this.log.warn('The host did not take our storage address', { error: String(thrown) });
    }
  }

  /** Stores a file and keeps it until then. @throws AppError `storage.disk-full`. */
  async add(path: string, until: Ms): Promise<StoredFile> {
    const stored = await this.storage.add(path);
    await this.pins.keep(stored.cid, until);
    return stored;
  }

  /** @throws AppError `storage.*`. */
  async fetch({ cid, path, maxBytes, from, signal, until }: FetchRequest): Promise<StoredFile> {
    if (cid === '') throw new AppError('storage.not-found', 'The task names no file. It is left alone.');
    const providers = await this.#addressesOf(from);
    await this.pins.keep(cid, until);
    return this.storage.fetch({ cid, path, maxBytes, timeoutMs: FETCH_TIMEOUT, providers }, { signal });
  }

  /** Bytes of disk that blocks take up. */
  async usedBytes(): Promise<number> {
    return (await this.storage.usage()).usedBytes;
  }

  /** Lets go of what nobody is owed any more. */
  async releaseDue(): Promise<void> {
    await this.pins.releaseDue();
  }

  async #addressesOf(people: readonly Address[]): Promise<string[]> {
    const wanted = new Set(
      people.map((address) => this.facts.person(address)?.storagePeer).filter((peer) => peer !== undefined),
    );
    if (!this.isHosted) return [];
    const known = await this.connection.ask<KnownPeer[]>('network_peers', []);
    return known.filter(({ peerId }) => wanted.has(peerId)).map(({ address }) => address);
  }
}

/** The sha256 of a file, read in pieces. */
export async function digestOf(path: string): Promise<Hex> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return toHex(hash.digest());
}

/** A small file whose bytes must have this sha256. @throws AppError `storage.wrong-bytes`. */
export async function readChecked(path: string, digest: Hex): Promise<Uint8Array> {
  const data = await readFile(path);
  if (toHex(createHash('sha256').update(data).digest()) !== digest) {
    throw new AppError('storage.wrong-bytes', 'A file is not the one the task names. The task is left alone.');
  }
  return data;
}
