/**
 * The network's database: the head state and, for every block, its header, body and events.
 *
 * One sealed block is one synchronous write batch, so whatever kills the process, the folder holds a whole block
 * and never a part of one. Top and child tries lie in one ordered key space: the key of a contract's slot is its
 * child trie's key followed by the slot's. Nothing here is read at opening but the head, so history costs no time.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HexString } from '@polkadot/util/types';
import { ClassicLevel } from 'classic-level';
import { AppError } from '../../../domain/errors.js';

/** A header as nodes speak of it in JSON. */
export interface HeaderJson {
  readonly parentHash: HexString;
  readonly number: HexString;
  readonly stateRoot: HexString;
  readonly extrinsicsRoot: HexString;
  readonly digest: { readonly logs: readonly HexString[] };
}

/** What is kept of every block for ever. */
export interface BlockRecord {
  readonly number: number;
  readonly hash: HexString;
  readonly header: HeaderJson;
  readonly extrinsics: readonly HexString[];
  /** The encoded `System.Events` after the block; none in the genesis block. */
  readonly events: HexString | null;
}

/** What a network was made of. */
export interface Identity {
  readonly chainName: string;
  readonly genesisHash: HexString;
  readonly specName: string;
  readonly specVersion: number;
  /** The first block whose state holds the present runtime code. */
  readonly codeSince: number;
}

/** New values by key; null deletes. */
export type Changes = ReadonlyMap<HexString, HexString | null>;

/** One write: a block, what it changed, and the accounts it welcomed. */
export interface Commit {
  readonly record: BlockRecord;
  readonly changes: Changes;
  readonly welcomed: readonly string[];
  /** Given where the network is made or its runtime changes. */
  readonly identity?: Identity;
}

/** The hex of `:code`. */
export const CODE_KEY: HexString = '0x3a636f6465';

const HEAD = 'meta:head';
const IDENTITY = 'meta:identity';
const blockKey = (number: number): string => `block:${number.toString().padStart(10, '0')}`;

type Operation = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

/** The database of one folder; whoever opens it closes it. */
export class Store {
  readonly #level: ClassicLevel<string, string>;
  /** Every runtime call needs the code, and one string for it lets the engine recognise it. */
  #code: HexString | undefined;

  private constructor(level: ClassicLevel<string, string>) {
    this.#level = level;
  }

  /** @throws AppError `process.folder-in-use` while another process holds the folder. */
  static async open(folder: string): Promise<Store> {
    await mkdir(folder, { recursive: true });
    const level = new ClassicLevel<string, string>(join(folder, 'state'));
    try {
      await level.open();
    } catch (cause) {
      if (!isLocked(cause)) throw cause;
      const message =
        'Another Corehour on this computer already hosts the network in this folder. Close it, or choose another folder.';
      throw new AppError('process.folder-in-use', message, { cause, data: { folder } });
    }
    return new Store(level);
  }

  async identity(): Promise<Identity | undefined> {
    return parsed<Identity>(await this.#level.get(IDENTITY));
  }

  async head(): Promise<BlockRecord | undefined> {
    const number = await this.#level.get(HEAD);
    return number === undefined ? undefined : this.block(Number(number));
  }

  async block(number: number): Promise<BlockRecord | undefined> {
    return parsed<BlockRecord>(await this.#level.get(blockKey(number)));
  }

  async numberOf(hash: string): Promise<number | undefined> {
    const number = await this.#level.get(`hash:${hash}`);
    return number === undefined ? undefined : Number(number);
  }

  /** A value of the head state. */
  async get(key: HexString): Promise<HexString | undefined> {
    if (key !== CODE_KEY) return (await this.#level.get(`state:${key}`)) as HexString | undefined;
    this.#code ??= (await this.#level.get(`state:${key}`)) as HexString | undefined;
    return this.#code;
  }

  async getMany(keys: readonly HexString[]): Promise<(HexString | undefined)[]> {
    const values = await this.#level.getMany(keys.map((key) => `state:${key}`));
    return values as (HexString | undefined)[];
  }

  /** Keys of the head state that begin with `prefix`, in order, after `after` where it is given. */
  async keys(prefix: HexString, count: number, after?: HexString): Promise<HexString[]> {
    const from = after !== undefined && after >= prefix ? { gt: `state:${after}` } : { gte: `state:${prefix}` };
    const found = await this.#level.keys({ ...from, lt: `state:${prefix}g`, limit: count }).all();
    return found.map((key) => key.slice('state:'.length) as HexString);
  }

  async wasWelcomed(account: string): Promise<boolean> {
    return (await this.#level.get(`welcomed:${account}`)) !== undefined;
  }

  /** Writes a block whole, and returns when it is on the disk. */
  async commit({ record, changes, welcomed, identity }: Commit): Promise<void> {
    const operations: Operation[] = [
      { type: 'put', key: blockKey(record.number), value: JSON.stringify(record) },
      { type: 'put', key: `hash:${record.hash}`, value: String(record.number) },
      { type: 'put', key: HEAD, value: String(record.number) },
    ];
    for (const [key, value] of changes) {
      operations.push(
        value === null ? { type: 'del', key: `state:${key}` } : { type: 'put', key: `state:${key}`, value },
      );
    }
    for (const account of welcomed)
      operations.push({ type: 'put', key: `welcomed:${account}`, value: String(record.number) });
    if (identity) operations.push({ type: 'put', key: IDENTITY, value: JSON.stringify(identity) });
    await this.#level.batch(operations, { sync: true });
    if (changes.has(CODE_KEY)) this.#code = undefined;
  }

  close(): Promise<void> {
    return this.#level.close();
  }
}

function parsed<Value>(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

function isLocked(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ((error as Error & { readonly code?: string }).code === 'LEVEL_LOCKED') return true;
  }
  return false;
}
