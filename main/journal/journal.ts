/**
 * What this node set out to do, and what it cannot derive again: salts, digests, paths, finished chunks.
 * An append-only file of JSON lines. Every append is on disk before it returns, so an intent is known before its act;
 * a line torn by a crash is the last one and is dropped; one torn by a full disk is cut off before the next.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { AppError } from '../../domain/errors.js';
import type { Hex } from '../../domain/identity.js';
import type { Log } from '../adapters.js';
import { writeAtomically } from '../wallet/atomic-write.js';
import { decodeJson, encodeJson } from '../json.js';
import type { DoneChunk, Intent, IntentData, IntentKind, Outcome } from './intents.js';
import { IntentTable } from './intent-table.js';
import { codeOf } from '../code-of.js';

interface NoteEntry {
  readonly type: 'note';
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** One more finished chunk. */
  readonly chunk?: DoneChunk;
}

type Entry =
  | {
      readonly type: 'open';
      readonly id: string;
      readonly kind: IntentKind;
      readonly data: unknown;
      readonly at: number;
    }
  | NoteEntry
  | { readonly type: 'close'; readonly id: string; readonly outcome: Outcome; readonly at: number };

/** Called around every entry: tests end the process at each of these moments. */
export type JournalProbe = (moment: 'before' | 'after', type: Entry['type'], kind: IntentKind) => void;

/** An intent to open: a later one of the same id is the same intent. */
export type NewIntent<Kind extends IntentKind = IntentKind> = {
  [K in Kind]: { readonly kind: K; readonly id: string; readonly data: IntentData[K] };
}[Kind];

/** A file that is shorter than this, or would stay nearly as long, is not worth rewriting. */
const REWRITE_ABOVE_ENTRIES = 2000;
const REWRITE_ABOVE_RATIO = 1.25;
/** Closed intents are forgotten after this, but for those that make up a person's jobs. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;
const KEPT_KINDS: ReadonlySet<IntentKind> = new Set(['order', 'post', 'collect']);

export class Journal {
  readonly #intents = new IntentTable();
  #queue: Promise<unknown> = Promise.resolve();
  /** Bytes of whole lines in the file; below its true length only after a failed write. */
  #length = 0;
  #file: FileHandle | undefined;

  private constructor(
    private readonly now: () => number,
    private readonly probe: JournalProbe,
  ) {}

  /** Reads the file, drops a torn end, and rewrites it once that makes it much shorter. */
  static async open(
    path: string,
    now: () => number,
    log: Log,
    probe: JournalProbe = () => undefined,
  ): Promise<Journal> {
    const { entries, isTorn } = parse(await readIfThere(path));
    if (isTorn) log.warn('The last line of the journal was torn and is dropped', { path });
    const journal = new Journal(now, probe);
    for (const entry of entries) journal.#take(entry);
    if (isTorn || journal.#isLong(entries.length)) await writeAtomically(path, journal.#shortened());
    const file = await open(path, 'a', 0o600);
    journal.#file = file;
    journal.#length = (await file.stat()).size;
    return journal;
  }

  get(id: string): Intent | undefined {
    return this.#intents.get(id);
  }

  all(): Intent[] {
    return this.#intents.all();
  }

  openOnes(): Intent[] {
    return this.#intents.openOnes();
  }

  ofKind<Kind extends IntentKind>(kind: Kind): Intent<Kind>[] {
    return this.#intents.ofKind(kind);
  }

  /** A job's intents: its order, posts and collects. */
  ofJob(jobId: string): Intent[] {
    return this.#intents.ofJob(jobId);
  }

  /** The intents about one task, of whatever kind but those that post it. */
  ofTask(taskId: Hex): Intent[] {
    return this.#intents.ofTask(taskId);
  }

  /** The job that a task of this node's own belongs to. */
  jobOf(taskId: Hex): string | undefined {
    return this.#intents.jobOf(taskId);
  }

  /** Opens intents in one write. One that is known already stays as it is. */
  async begin(intents: readonly NewIntent[]): Promise<void> {
    const fresh = intents.filter(({ id }) => !this.#intents.has(id));
    await this.#append(fresh.map((intent) => ({ type: 'open', ...intent, at: this.now() })));
  }

  /** Adds what was learned to an intent's data. */
  async note<Kind extends IntentKind>(intent: Intent<Kind>, data: Partial<IntentData[Kind]>): Promise<void> {
    await this.#append([{ type: 'note', id: intent.id, data }]);
  }

  /** Adds one finished chunk to what an intent has done. */
  async addChunk(intent: Intent<'compute'>, chunk: DoneChunk): Promise<void> {
    await this.#append([{ type: 'note', id: intent.id, data: {}, chunk }]);
  }

  async close(id: string, outcome: Outcome): Promise<void> {
    if (this.#intents.get(id)?.outcome !== undefined) return;
    await this.#append([{ type: 'close', id, outcome, at: this.now() }]);
  }

  async dispose(): Promise<void> {
    await this.#queue;
    await this.#file?.close();
    this.#file = undefined;
  }

  #append(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    const written = this.#queue.then(async () => {
      this.#tell('before', entries);
      await this.#write(entries.map((entry) => `${encodeJson(entry)}\n`).join(''));
      for (const entry of entries) this.#take(entry);
      this.#tell('after', entries);
    });
    this.#queue = written.catch(() => undefined);
    return written;
  }

  async #write(lines: string): Promise<void> {
    if (!this.#file) throw new AppError('bug', 'The journal is closed.');
    try {
      await this.#file.truncate(this.#length);
      await this.#file.appendFile(lines);
      await this.#file.sync();
    } catch (cause) {
      if (codeOf(cause) !== 'ENOSPC') throw cause;
      throw new AppError(
        'storage.disk-full',
        'The disk is full, so nothing more can be noted. Make room, then try again.',
        { cause },
      );
    }
    this.#length += Buffer.byteLength(lines);
  }

  #tell(moment: 'before' | 'after', entries: readonly Entry[]): void {
    for (const entry of entries) {
      const kind = entry.type === 'open' ? entry.kind : this.#intents.get(entry.id)?.kind;
      if (kind) this.probe(moment, entry.type, kind);
    }
  }

  #take(entry: Entry): void {
    if (entry.type === 'open') {
      if (!this.#intents.has(entry.id)) {
        this.#intents.set({ kind: entry.kind, id: entry.id, data: entry.data, openedAt: entry.at } as Intent);
      }
      return;
    }
    const known = this.#intents.get(entry.id);
    if (!known || (entry.type === 'close' && known.outcome !== undefined)) return;
    const data = entry.type === 'note' ? noted(known, entry) : known.data;
    const outcome = entry.type === 'close' ? { outcome: entry.outcome, closedAt: entry.at } : {};
    this.#intents.set({ ...known, data, ...outcome } as Intent);
  }

  #isLong(lines: number): boolean {
    if (lines <= REWRITE_ABOVE_ENTRIES) return false;
    const kept = this.all().filter((intent) => !this.#isOld(intent));
    const needed = kept.reduce((sum, { outcome }) => sum + (outcome ? 2 : 1), 0);
    return lines > needed * REWRITE_ABOVE_RATIO;
  }

  #isOld({ kind, closedAt }: Intent): boolean {
    return closedAt !== undefined && closedAt < this.now() - REMEMBERED_MS && !KEPT_KINDS.has(kind);
  }

  /** One line an intent and one for its end; forgets what is old. */
  #shortened(): Uint8Array {
    for (const intent of this.all()) if (this.#isOld(intent)) this.#intents.delete(intent.id);
    const lines = this.all().flatMap(({ kind, id, data, openedAt, outcome, closedAt }) => [
      encodeJson({ type: 'open', id, kind, data, at: openedAt }),
      ...(outcome ? [encodeJson({ type: 'close', id, outcome, at: closedAt ?? openedAt })] : []),
    ]);
    return Buffer.from(lines.map((line) => `${line}\n`).join(''));
  }
}

function parse(text: string): { entries: Entry[]; isTorn: boolean } {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const entries = lines.filter((line) => line !== '').map((line) => decodeJson<Entry>(line));
  return { entries, isTorn: last !== '' };
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return '';
    throw thrown;
  }
}

function noted({ data }: Intent, { data: news, chunk }: NoteEntry): object {
  if (!chunk) return { ...data, ...news };
  const former = 'chunks' in data ? (data.chunks as readonly DoneChunk[]) : [];
  return { ...data, ...news, chunks: [...former, chunk] };
}
