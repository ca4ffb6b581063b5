/**
 * Small pictures of files, made by the task process and kept in a folder a window may read. A picture is named by what
 * it shows (the file as it is now, the options, the size), so the same is made once, and a changed file gets another.
 * Beside each lies what it stands for. When there are too many, those not asked for the longest go.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { canonicalText } from '../../domain/task/manifest.js';
import { type Bytes, mebibytes } from '../../domain/units.js';
import { PREVIEW_URL, type jobsCalls } from '../../domain/wire/ipc/jobs.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import type { Clock } from '../adapters.js';
import type { TaskLanes } from '../process/task-lanes.js';
import { KINDS, kindById } from '../tasks/index.js';

export type PreviewRequest = z.infer<(typeof jobsCalls)['jobs.preview']['input']>;
export type Preview = z.infer<(typeof jobsCalls)['jobs.preview']['output']>;

const previewed = z.object({ width: z.number(), height: z.number(), size: z.number() });
type Previewed = z.infer<typeof previewed>;

/** What the folder may hold. */
export interface PreviewCaps {
  readonly pictures: number;
  readonly bytes: Bytes;
}

const USUAL_CAPS: PreviewCaps = { pictures: 2000, bytes: mebibytes(256) };
const NAME = /^[0-9a-f]{64}\.webp$/;

interface Kept {
  readonly bytes: number;
}

interface Wanted {
  readonly kind: string;
  readonly path: string;
  readonly longestSide: number;
  readonly options?: TaskOptions;
}

export class Previews {
  /** By name, those asked for last at the end. */
  #kept: Promise<Map<string, Kept>> | undefined;
  readonly #making = new Map<string, Promise<Previewed>>();

  constructor(
    private readonly folder: string,
    private readonly lanes: Pick<TaskLanes, 'call'>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly caps: PreviewCaps = USUAL_CAPS,
  ) {}

  /** @throws AppError `input.*` where the file is gone or is no picture. */
  async of({ path, longestSide, made }: PreviewRequest): Promise<Preview> {
    const options = made && kindById(made.kind).spec.parseOptions(made.options);
    const wanted: Wanted = { kind: made?.kind ?? kindFor(path), path, longestSide, ...(options && { options }) };
    const name = await nameOf(wanted);
    const making = this.#making.get(name) ?? this.#getOrMake(name, wanted);
    this.#making.set(name, making);
    try {
      return { url: `${PREVIEW_URL}${name}`, ...(await making) };
    } finally {
      this.#making.delete(name);
    }
  }

  async #getOrMake(name: string, wanted: Wanted): Promise<Previewed> {
    this.#kept ??= this.#look();
    const kept = await this.#kept;
    const known = kept.get(name);
    const stands = known && (await this.#readSidecar(name));
    if (known && stands) {
      kept.delete(name);
      kept.set(name, known);
      const now = this.clock.now() / 1000;
      await utimes(join(this.folder, name), now, now).catch(() => undefined);
      return stands;
    }
    const to = join(this.folder, name);
    const found = await this.lanes.call('look', 'preview', { ...wanted, to });
    await writeFile(sidecar(to), JSON.stringify(found));
    kept.set(name, { bytes: (await stat(to)).size });
    await this.#letGo(kept);
    return found;
  }

  /** What lies there from before. */
  async #look(): Promise<Map<string, Kept>> {
    await mkdir(this.folder, { recursive: true });
    const found: { name: string; bytes: number; at: number }[] = [];
    for (const name of await readdir(this.folder)) {
      const info = NAME.test(name) ? await stat(join(this.folder, name)).catch(() => undefined) : undefined;
      if (info) found.push({ name, bytes: info.size, at: info.mtimeMs });
    }
    found.sort((one, other) => one.at - other.at);
    return new Map(found.map(({ name, bytes }) => [name, { bytes }]));
  }

  async #readSidecar(name: string): Promise<Previewed | undefined> {
    try {
      return previewed.parse(JSON.parse(await readFile(sidecar(join(this.folder, name)), 'utf8')));
    } catch {
      return undefined;
    }
  }

  async #letGo(kept: Map<string, Kept>): Promise<void> {
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [name, one] of kept) {
      if (kept.size <= this.caps.pictures && bytes <= this.caps.bytes) return;
      kept.delete(name);
      bytes -= one.bytes;
      const path = join(this.folder, name);
      await Promise.all([rm(path, { force: true }), rm(sidecar(path), { force: true })]);
    }
  }
}

const sidecar = (picture: string): string => picture.replace(/\.webp$/, '.json');

/** The kind that takes such files, or else the first that makes pictures: it says what is wrong with the file. */
function kindFor(path: string): string {
  const seeing = KINDS.filter((kind) => 'preview' in kind);
  const extension = extname(path).slice(1).toLowerCase();
  const kind = seeing.find(({ spec }) => spec.extensions.includes(extension)) ?? seeing[0];
  if (!kind) throw new AppError('input.malformed', 'This version makes no pictures of files.');
  return kind.spec.id;
}

async function nameOf({ kind, path, longestSide, options }: Wanted): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  if (!info) {
    throw new AppError('input.file-changed', `${basename(path)} is gone, or may not be read. Choose it again.`, {
      data: { path },
    });
  }
  const shown = { kind, path, longestSide, size: info.size, changedAt: info.mtimeMs, ...(options && { options }) };
  return `${createHash('sha256').update(canonicalText(shown)).digest('hex')}.webp`;
}
