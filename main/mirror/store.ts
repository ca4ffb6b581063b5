/**
 * The mirror: what the chain says, in memory for reading and on disk for the next start. A block's facts are written
 * in one batch together with its number, so a restart goes on with the block after it.
 */
import { ClassicLevel } from 'classic-level';
import {
  type AccountFact,
  type DebtFact,
  type Facts,
  type PersonFact,
  type SeatFact,
  type TaskFact,
  emptyAccount,
} from '../../domain/facts.js';
import { type Address, type Hex, sameAddress } from '../../domain/identity.js';
import { type Mcc, type Ms, mcc, ms } from '../../domain/units.js';
import { decodeJson, encodeJson } from '../json.js';

/** Facts of one sort by key; remembers what changed since the last write. */
export class FactTable<Value> {
  readonly #values = new Map<string, Value>();
  readonly #changed = new Set<string>();

  constructor(readonly prefix: string) {}

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  values(): Value[] {
    return [...this.#values.values()];
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#changed.add(key);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#changed.add(key);
  }

  load(key: string, value: Value): void {
    this.#values.set(key, value);
  }

  clear(): void {
    for (const key of this.#values.keys()) this.#changed.add(key);
    this.#values.clear();
  }

  /** The changes as database operations; they count as written afterwards. */
  takeChanges(): Change[] {
    const changes = [...this.#changed].map((key): Change => {
      const value = this.#values.get(key);
      const name = `${this.prefix}${key}`;
      return value === undefined ? { type: 'del', key: name } : { type: 'put', key: name, value: encodeJson(value) };
    });
    this.#changed.clear();
    return changes;
  }

  /** Takes changes back that could not be written. */
  putBack(changes: readonly Change[]): void {
    for (const { key } of changes) this.#changed.add(key.slice(this.prefix.length));
  }
}

type Change = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

interface Head {
  readonly block: number;
  readonly time: Ms;
  readonly verifiedCompute: Mcc;
}

/** The accounts that are nobody's. */
export type Parties = Pick<Facts, 'commons' | 'platform'>;

const HEAD_KEY = 'head';

export class Mirror implements Facts {
  readonly peopleTable = new FactTable<PersonFact>('person/');
  readonly accountTable = new FactTable<AccountFact>('account/');
  readonly debtTable = new FactTable<DebtFact>('debt/');
  readonly taskTable = new FactTable<TaskFact>('task/');
  readonly seatTable = new FactTable<SeatFact>('seat/');
  readonly #tables = [this.peopleTable, this.accountTable, this.debtTable, this.taskTable, this.seatTable] as const;
  readonly commons: Address;
  readonly platform: Address;
  readonly #listeners = new Set<() => void>();
  #head: Head;

  private constructor(
    private readonly database: ClassicLevel<string, string>,
    parties: Parties,
    head: Head,
  ) {
    this.commons = parties.commons;
    this.platform = parties.platform;
    this.#head = head;
  }

  /** Opens the folder's mirror; an empty one stands at `firstBlock`. */
  static async open(folder: string, parties: Parties, firstBlock: number): Promise<Mirror> {
    const database = new ClassicLevel<string, string>(folder);
    await database.open();
    const known = await database.get(HEAD_KEY);
    const empty: Head = { block: firstBlock, time: ms(0), verifiedCompute: mcc(0) };
    const mirror = new Mirror(database, parties, known === undefined ? empty : decodeJson<Head>(known));
    for await (const [key, value] of database.iterator()) mirror.#load(key, value);
    return mirror;
  }

  get block(): number {
    return this.#head.block;
  }

  get time(): Ms {
    return this.#head.time;
  }

  get verifiedCompute(): Mcc {
    return this.#head.verifiedCompute;
  }

  person(address: Address): PersonFact | undefined {
    return this.peopleTable.get(address.toLowerCase());
  }

  people(): readonly PersonFact[] {
    return this.peopleTable.values();
  }

  account(address: Address): AccountFact {
    return this.accountTable.get(address.toLowerCase()) ?? emptyAccount(address);
  }

  accounts(): readonly AccountFact[] {
    return this.accountTable.values();
  }

  debts(): readonly DebtFact[] {
    return this.debtTable.values();
  }

  debtsOf(address: Address): readonly DebtFact[] {
    return this.debtTable
      .values()
      .filter(({ debtor, creditor }) => sameAddress(debtor, address) || sameAddress(creditor, address));
  }

  task(taskId: Hex): TaskFact | undefined {
    return this.taskTable.get(taskId);
  }

  tasks(): readonly TaskFact[] {
    return this.taskTable.values();
  }

  seatOf(address: Address): SeatFact | undefined {
    return this.seatTable.values().find(({ holder }) => sameAddress(holder, address));
  }

  seats(): readonly SeatFact[] {
    return this.seatTable.values();
  }

  /** Tells after each block that was written. @returns How to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One direction of what two accounts owe each other; nothing leaves no entry. */
  setDebt(debtor: Address, creditor: Address, amount: Mcc): void {
    const key = `${debtor}:${creditor}`;
    if (amount === 0n) this.debtTable.delete(key);
    else this.debtTable.set(key, { debtor, creditor, amount });
  }

  /** Forgets every fact, to be filled anew. */
  clear(): void {
    for (const table of this.#tables) table.clear();
  }

  setVerifiedCompute(total: Mcc): void {
    this.#head = { ...this.#head, verifiedCompute: total };
  }

  /** Writes what the tables hold anew as of `block`, then tells. Where it throws, the same call may be made again. */
  async commit(block: number, time: Ms): Promise<void> {
    this.#head = { ...this.#head, block, time: time > 0 ? time : this.#head.time };
    const taken = this.#tables.map((table) => ({ table, changes: table.takeChanges() }));
    const changes = taken.flatMap((one) => one.changes);
    try {
      await this.database.batch([...changes, { type: 'put', key: HEAD_KEY, value: encodeJson(this.#head) }]);
    } catch (thrown) {
      for (const one of taken) one.table.putBack(one.changes);
      throw thrown;
    }
    for (const listener of this.#listeners) listener();
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    await this.database.close();
  }

  #load(key: string, value: string): void {
    const table = this.#tables.find(({ prefix }) => key.startsWith(prefix)) as FactTable<unknown> | undefined;
    table?.load(key.slice(table.prefix.length), decodeJson(value));
  }
}
