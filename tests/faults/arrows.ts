/** The arrows of a node's journal: each moment around each entry that a role writes, and what a journal on disk holds. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type EntryType = 'open' | 'note' | 'close';

/** `before:open:claim`: the moment, the entry's type, the kind of its intent. */
export type Arrow = `${'before' | 'after'}:${EntryType}:${string}`;

/** Before and after each of these entries, such as `open:claim`. */
export function around(...entries: readonly `${EntryType}:${string}`[]): Arrow[] {
  return entries.flatMap((entry): Arrow[] => [`before:${entry}`, `after:${entry}`]);
}

interface Line {
  readonly type: EntryType;
  readonly id: string;
  readonly kind?: string;
}

export interface JournalCount {
  /** How many entries there are of `open:claim` and the like. */
  readonly entries: ReadonlyMap<string, number>;
  /** The intents that are open. */
  readonly open: readonly string[];
}

/** Counts what lies in the journal of a node's folder; a torn last line does not count. */
export async function countJournal(data: string): Promise<JournalCount> {
  const text = await readFile(join(data, 'journal.jsonl'), 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  const kinds = new Map<string, string>();
  const entries = new Map<string, number>();
  const open = new Set<string>();
  for (const { type, id, kind } of lines) {
    if (kind !== undefined) kinds.set(id, kind);
    const entry = `${type}:${kinds.get(id) ?? '?'}`;
    entries.set(entry, (entries.get(entry) ?? 0) + 1);
    if (type === 'open') open.add(id);
    if (type === 'close') open.delete(id);
  }
  return { entries, open: [...open] };
}
