/**
 * Until when this node owes others the files it stored. Kept in one small file, since the storage process knows
 * only that a file is pinned, not why.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Ms, ms } from '../../domain/units.js';
import type { Clock } from '../adapters.js';
import { codeOf } from '../code-of.js';
import type { StorageClient } from './client.js';

/** The list of owed files; give each stored file a moment when it may go. */
export class OwedPins {
  readonly #file: string;
  readonly #storage: Pick<StorageClient, 'unpin'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #owed: Map<string, Ms>;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    file: string,
    storage: Pick<StorageClient, 'unpin'>,
    clock: Pick<Clock, 'now'>,
    owed: Map<string, Ms>,
  ) {
    this.#file = file;
    this.#storage = storage;
    this.#clock = clock;
    this.#owed = owed;
  }

  /** Reads the list in `file`; an absent one is empty. */
  static async open(file: string, storage: Pick<StorageClient, 'unpin'>, clock: Pick<Clock, 'now'>): Promise<OwedPins> {
    await mkdir(dirname(file), { recursive: true });
    return new OwedPins(file, storage, clock, await read(file));
  }

  /** Owes the file at least until `until`; an earlier moment than the one known changes nothing. */
  keep(cid: string, until: Ms): Promise<void> {
    return this.#inTurn(async () => {
      if ((this.#owed.get(cid) ?? 0) >= until) return;
      this.#owed.set(cid, until);
      await this.#save();
    });
  }

  /** Unpins what is not owed any more; what fails is tried again the next time. @returns the CIDs released */
  releaseDue(): Promise<string[]> {
    return this.#inTurn(async () => {
      const now = this.#clock.now();
      const due = [...this.#owed].flatMap(([cid, until]) => (until <= now ? [cid] : []));
      for (const cid of due) {
        await this.#storage.unpin(cid);
        this.#owed.delete(cid);
        await this.#save();
      }
      return due;
    });
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#owed));
    await writeFile(`${this.#file}.new`, text);
    await rename(`${this.#file}.new`, this.#file);
  }
}

async function read(file: string): Promise<Map<string, Ms>> {
  try {
    const untilByCid = JSON.parse(await readFile(file, 'utf8')) as Record<string, number>;
    return new Map(Object.entries(untilByCid).map(([cid, until]) => [cid, ms(until)]));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return new Map();
    throw thrown;
  }
}
