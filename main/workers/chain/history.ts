/**
 * Which state is answered for which block.
 *
 * The head state lies in the store. For the last blocks of this opening the values they replaced are kept in memory,
 * so their state is the head's with those values put back. Of any other past block header, body and events are known
 * and nothing else: what asks for more is refused as pruned, never answered from the head.
 */
import type { HexString } from '@polkadot/util/types';
import { AppError } from '../../../domain/errors.js';
import type { BlockRecord, Changes, Identity, Store } from './state.js';
import { CODE_KEY } from './state.js';

/** How many blocks before the head keep their state. */
const KEPT_STATES = 64;

/** The key of `System.Events`. */
export const EVENTS_KEY: HexString = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';

/** Reads the state after one block. */
export interface StateReader {
  get(key: HexString): Promise<HexString | undefined>;
  /** Keys that begin with `prefix`, in order, after `after`. */
  keys(prefix: HexString, count: number, after?: HexString): Promise<HexString[]>;
}

/** What a block is appended with: everything its runtime wrote, changed or not. */
export interface NewBlock {
  readonly record: BlockRecord;
  readonly writes: Changes;
  readonly welcomed: readonly string[];
}

export class History {
  readonly #store: Store;
  /** By block number: the values that block replaced. */
  readonly #replaced = new Map<number, Changes>();
  readonly #recent = new Map<HexString, number>();
  #head: BlockRecord;
  #identity: Identity;

  constructor(store: Store, head: BlockRecord, identity: Identity) {
    this.#store = store;
    this.#head = head;
    this.#identity = identity;
    this.#recent.set(head.hash, head.number);
  }

  get head(): BlockRecord {
    return this.#head;
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** Writes a block and makes it the head. @returns what it really changed. */
  async append({ record, writes, welcomed }: NewBlock, specVersion: number): Promise<Changes> {
    const keys = [...writes.keys()];
    const before = await this.#store.getMany(keys);
    const replaced = new Map<HexString, HexString | null>();
    const changes = new Map<HexString, HexString | null>();
    keys.forEach((key, index) => {
      const old = before[index] ?? null;
      const value = writes.get(key) ?? null;
      if (old === value) return;
      replaced.set(key, old);
      changes.set(key, value);
    });
    const identity = changes.has(CODE_KEY) ? { ...this.#identity, specVersion, codeSince: record.number } : undefined;
    // Noted before the write: a reader of the present head must not see the next one's values.
    this.#replaced.set(record.number, replaced);
    try {
      await this.#store.commit({ record, changes, welcomed, ...(identity && { identity }) });
    } catch (error) {
      this.#replaced.delete(record.number);
      throw error;
    }
    this.#identity = identity ?? this.#identity;
    this.#head = record;
    this.#recent.set(record.hash, record.number);
    this.#forget(record.number - KEPT_STATES);
    return changes;
  }

  /** The block with this hash, or undefined; the head without one. */
  async block(hash: HexString | null | undefined): Promise<BlockRecord | undefined> {
    if (hash === null || hash === undefined || hash === this.#head.hash) return this.#head;
    const number = await this.#store.numberOf(hash);
    return number === undefined ? undefined : this.#store.block(number);
  }

  async hashOf(number: number): Promise<HexString | null> {
    return number === this.#head.number ? this.#head.hash : ((await this.#store.block(number))?.hash ?? null);
  }

  /** The state after the block with this hash. @throws AppError `chain.pruned`, `chain.refused` for an unknown hash. */
  async stateAt(hash: HexString | null | undefined): Promise<StateReader> {
    const wanted = hash ?? this.#head.hash;
    const number = this.#recent.get(wanted);
    if (number !== undefined) return this.#reader(number);
    const record = await this.known(wanted);
    return {
      get: async (key) => {
        if (key === EVENTS_KEY) return record.events ?? undefined;
        throw pruned(record);
      },
      keys: async () => {
        throw pruned(record);
      },
    };
  }

  /** Refuses a block whose runtime is no longer here. @throws AppError like `stateAt`. */
  async requireSameCode(hash: HexString | null | undefined): Promise<void> {
    const record = await this.known(hash);
    if (record.number < this.#identity.codeSince) throw pruned(record);
  }

  /** @throws AppError `chain.refused` when no block has this hash. */
  async known(hash: HexString | null | undefined): Promise<BlockRecord> {
    const record = await this.block(hash);
    if (record) return record;
    throw new AppError('chain.refused', 'This network has no block with that hash. Check which network you are on.', {
      data: { hash: String(hash) },
    });
  }

  #reader(number: number): StateReader {
    return {
      // The store answers first, what was replaced since then goes before it: so a block sealed meanwhile is no race.
      get: async (key) => {
        const value = await this.#store.get(key);
        this.#requireKept(number);
        for (let later = number + 1; this.#replaced.has(later); later += 1) {
          const old = this.#replaced.get(later)?.get(key);
          if (old !== undefined) return old ?? undefined;
        }
        return value;
      },
      keys: (prefix, count, after) => this.#keysAt(number, prefix, count, after),
    };
  }

  async #keysAt(number: number, prefix: HexString, count: number, after?: HexString): Promise<HexString[]> {
    let found = await this.#store.keys(prefix, count, after);
    let overlay = this.#overlay(number, prefix);
    if (overlay.size === 0) return found;
    found = await this.#store.keys(prefix, count + overlay.size, after);
    this.#requireKept(number);
    overlay = this.#overlay(number, prefix);
    const keys = new Set(found);
    for (const [key, value] of overlay) {
      if (value === null) keys.delete(key);
      else if (after === undefined || key > after) keys.add(key);
    }
    // Beyond the last key of a full page of the store, an overlay key would jump the queue; sorting puts it in place.
    return [...keys].sort().slice(0, count);
  }

  #overlay(number: number, prefix: HexString): Map<HexString, HexString | null> {
    const overlay = new Map<HexString, HexString | null>();
    for (let later = number + 1; this.#replaced.has(later); later += 1) {
      for (const [key, old] of this.#replaced.get(later) ?? []) {
        if (key.startsWith(prefix) && !overlay.has(key)) overlay.set(key, old);
      }
    }
    return overlay;
  }

  #requireKept(number: number): void {
    if (number < this.#head.number && !this.#replaced.has(number + 1)) throw pruned({ number });
  }

  #forget(number: number): void {
    this.#replaced.delete(number + 1);
    for (const [hash, kept] of this.#recent) {
      if (kept > number) break;
      this.#recent.delete(hash);
    }
  }
}

function pruned({ number }: { readonly number: number }): AppError {
  const message = `The state after block ${number} is no longer kept. Ask for the newest block instead.`;
  return new AppError('chain.pruned', message, { data: { number } });
}
