/**
 * Transactions that were checked and wait for a block.
 *
 * Which goes before which is said by tags: a transaction gives some (its account and nonce) and may wait for others
 * (the nonce before). One whose tags nobody gives waits here until somebody does, or until it is too old. What is
 * not considered: fees and priorities, because a local network has none. A second transaction with the same tags is
 * refused, not exchanged.
 */
import type { HexString } from '@polkadot/util/types';
import type { Validity } from './engine.js';
import { RpcError } from './rpc-error.js';

/** How many transactions may wait, and how long one may wait for those before it. */
const MOST_WAITING = 512;
const LONGEST_WAIT_MS = 5 * 60_000;

/** What became of a transaction, in the words of `author_submitAndWatchExtrinsic`. */
export type Fate =
  | 'ready'
  | 'future'
  | { readonly inBlock: HexString }
  | { readonly finalized: HexString }
  | 'invalid'
  | 'dropped';

/** A transaction as it waits. */
export interface Waiting {
  readonly hash: HexString;
  readonly extrinsic: HexString;
  readonly signer: string;
  readonly nonce: number;
  /** The account this transaction welcomes to the network, where it does. */
  readonly welcomes?: string;
  /** Hears what becomes of it; after a final word never again. */
  readonly tell: (fate: Fate) => void;
}

interface Entry extends Waiting {
  readonly provides: readonly HexString[];
  readonly requires: Set<HexString>;
  readonly since: number;
}

export class Pool {
  readonly #entries = new Map<HexString, Entry>();

  /** In the order they came. */
  get extrinsics(): HexString[] {
    return [...this.#entries.values()].map((entry) => entry.extrinsic);
  }

  /** @throws RpcError when it is here already, another holds its place, or too many wait. */
  check(hash: HexString): void {
    if (this.#entries.has(hash)) throw new RpcError(1013, 'Transaction is already imported');
    if (this.#entries.size >= MOST_WAITING)
      throw new RpcError(1016, 'Immediately Dropped', 'The transaction pool is full');
  }

  /** @param now in milliseconds. @throws RpcError like `check`. */
  add(waiting: Waiting, { requires, provides }: Validity, now: number): void {
    this.check(waiting.hash);
    const taken = new Set([...this.#entries.values()].flatMap((entry) => entry.provides));
    if (provides.some((tag) => taken.has(tag))) {
      throw new RpcError(
        1014,
        'Priority is too low',
        'Another transaction of this account with the same nonce waits already',
      );
    }
    const entry: Entry = { ...waiting, provides, requires: new Set(requires), since: now };
    this.#entries.set(waiting.hash, entry);
    waiting.tell(this.ready().includes(entry) ? 'ready' : 'future');
  }

  /** What the next block may hold, each after those it waits for. */
  ready(): Waiting[] {
    const given = new Set<HexString>();
    const ready = new Set<Entry>();
    for (let found = true; found; ) {
      found = false;
      for (const entry of this.#entries.values()) {
        if (ready.has(entry) || ![...entry.requires].every((tag) => given.has(tag))) continue;
        ready.add(entry);
        for (const tag of entry.provides) given.add(tag);
        found = true;
      }
    }
    return [...ready];
  }

  /** The nonce an account's next transaction should have, if the chain says `nonce`. */
  nextNonce(signer: string, nonce: number): number {
    const taken = new Set(
      [...this.#entries.values()].filter((entry) => entry.signer === signer).map((entry) => entry.nonce),
    );
    let next = nonce;
    while (taken.has(next)) next += 1;
    return next;
  }

  /** Takes out what a block holds; what waited for it waits no more. */
  include(included: ReadonlySet<HexString>, block: HexString): Waiting[] {
    const found = [...this.#entries.values()].filter((entry) => included.has(entry.extrinsic));
    for (const entry of found) {
      this.#entries.delete(entry.hash);
      for (const other of this.#entries.values()) for (const tag of entry.provides) other.requires.delete(tag);
    }
    for (const entry of found) {
      entry.tell({ inBlock: block });
      entry.tell({ finalized: block });
    }
    return found;
  }

  /** Takes out a transaction that no block will hold. */
  remove(extrinsic: HexString, fate: 'invalid' | 'dropped'): void {
    for (const entry of this.#entries.values()) {
      if (entry.extrinsic !== extrinsic) continue;
      this.#entries.delete(entry.hash);
      entry.tell(fate);
    }
  }

  /** Drops what has waited too long for another transaction. */
  dropStale(now: number): void {
    for (const entry of this.#entries.values()) {
      if (now - entry.since > LONGEST_WAIT_MS) this.remove(entry.extrinsic, 'dropped');
    }
  }

  /** Drops everything. */
  clear(): void {
    for (const entry of this.#entries.values()) this.remove(entry.extrinsic, 'dropped');
  }
}
