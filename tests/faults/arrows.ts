/** The arrows of a node's journal: each moment around each entry that a role writes, and what a journal on disk holds. */
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type EntryType = 'open' | 'note' | 'close';
/** `open:claim`: the entry's type and the kind of its intent. */
export type Entry = `${EntryType}:${string}`;
/** `before:open:claim`. */
export type Arrow = `${'before' | 'after'}:${Entry}`;

/** Before and after each of these entries. */
export function around(...entries: readonly Entry[]): Arrow[] {
  return entries.flatMap((entry): Arrow[] => [`before:${entry}`, `after:${entry}`]);
}

interface Line {
  readonly type: EntryType;
  readonly id: string;
  readonly kind?: string;
}

export interface JournalCount {
  /** How many entries there are of a sort. */
  readonly of: (entry: Entry) => number;
  /** The ids of intents that are open. */
  readonly open: readonly string[];
}

const pathOf = (data: string): string => join(data, 'journal.jsonl');

/** Counts what lies in the journal of a node's folder; a torn last line does not count. */
export async function countJournal(data: string): Promise<JournalCount> {
  const text = await readFile(pathOf(data), 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  const kinds = new Map(lines.flatMap(({ id, kind }) => (kind === undefined ? [] : [[id, kind] as const])));
  const entries = lines.map(({ type, id }): Entry => `${type}:${kinds.get(id) ?? '?'}`);
  const closed = new Set(lines.flatMap(({ type, id }) => (type === 'close' ? [id] : [])));
  return {
    of: (entry) => entries.filter((one) => one === entry).length,
    open: [...kinds.keys()].filter((id) => !closed.has(id)),
  };
}

/** Counts after each write until it is as wanted; rejects after `limitMs` with what `describe` makes of the last count. */
export async function untilJournal(
  data: string,
  limitMs: number,
  isAsWanted: (count: JournalCount) => boolean,
  describe: (count: JournalCount) => string,
): Promise<void> {
  const { promise, resolve, reject } = deferred();
  const look = (): void => {
    countJournal(data).then((count) => {
      if (isAsWanted(count)) resolve();
    }, reject);
  };
  const giveUp = (): void => {
    countJournal(data).then((count) => reject(new Error(describe(count))), reject);
  };
  const watcher = watch(pathOf(data), look);
  const timer = setTimeout(giveUp, limitMs);
  look();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    watcher.close();
  }
}

function deferred() {
  let resolve: () => void = () => undefined;
  let reject: (thrown: unknown) => void = () => undefined;
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
