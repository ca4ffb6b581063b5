/** What every kind of task must do, whatever it computes. A kind's test file calls `kindBehaves` with its fixtures. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../domain/errors.js';
import type { ChunkOutput, TaskOptions } from '../../../domain/wire/process.js';
import type { Kind } from '../../../main/tasks/kind.js';
import { TaskChild } from './task-child.js';

export interface KindFixtures {
  /** At least three good files, which make at least three chunks. */
  readonly files: readonly string[];
  readonly options: TaskOptions;
  readonly badOptions: readonly TaskOptions[];
  /** Files the kind refuses, made in `folder`, each with the code it is refused by. */
  readonly makeRefused: (folder: string) => Promise<readonly { readonly path: string; readonly code: ErrorCode }[]>;
}

const never = new AbortController().signal;
const plenty = 2 ** 31;
const digestOfFile = async (path: string): Promise<string> =>
  `0x${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')}`;

export function kindBehaves(kind: Kind, { files, options, badOptions, makeRefused }: KindFixtures): void {
  describe(`${kind.spec.id} behaves as a kind`, () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'kind-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const fresh = async (name: string): Promise<string> => {
      const path = join(folder, name);
      await mkdir(path);
      return path;
    };
    const split = async (name = 'split') => {
      const chunks = await kind.split({ paths: files, options, scratch: await fresh(name), signal: never });
      return chunks.map((chunk, index) => ({ ...chunk, index }));
    };
    const run = async (
      chunks: readonly { index: number; path: string }[],
      scratch: string,
      { onChunk = () => undefined, signal = never, maxOutputBytes = plenty }: Partial<Parameters<Kind['run']>[0]> = {},
    ): Promise<ChunkOutput[]> => kind.run({ options, chunks, scratch, signal, maxOutputBytes, onChunk });
    const sums = (chunks: readonly ChunkOutput[]) => chunks.map(({ index, size, digest }) => ({ index, size, digest }));

    it('says of itself what the chain and a form need', () => {
      expect(kind.spec.id).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(kind.spec.parseOptions({})).toEqual(kind.spec.parseOptions(kind.spec.parseOptions({})));
      expect(Object.keys(kind.spec.parseOptions({}))).toEqual(Object.keys(kind.spec.fields));
    });

    it('names its engine by a hash that does not change', async () => {
      expect(await kind.engineHash()).toMatch(/^0x[0-9a-f]{64}$/);
      expect(await kind.engineHash()).toBe(await kind.engineHash());
    });

    it('finds figures that give every file an estimate above zero', async () => {
      for (const file of files) {
        expect(kind.spec.estimateSeconds(await kind.inspect(file, never), options)).toBeGreaterThan(0);
      }
    });

    it('refuses what it says it refuses, in inspect, split and run alike', async () => {
      const refused = await makeRefused(await fresh('refused'));
      expect(refused.length).toBeGreaterThan(0);
      for (const { path, code } of refused) {
        const scratch = join(folder, `scratch-${basename(path)}`);
        await mkdir(scratch);
        await expect(kind.inspect(path, never), path).rejects.toMatchObject({ code });
        await expect(kind.split({ paths: [path], options, scratch, signal: never }), path).rejects.toMatchObject({
          code,
        });
        await expect(run([{ index: 0, path }], scratch), path).rejects.toMatchObject({ code });
        expect(await readdir(scratch), path).toEqual([]);
      }
    });

    it('refuses bad options before it computes', async () => {
      for (const bad of badOptions) {
        expect(() => kind.spec.parseOptions(bad), JSON.stringify(bad)).toThrow(
          expect.objectContaining({ code: 'input.bad-option' }),
        );
        const request = {
          options: bad,
          chunks: [],
          scratch: folder,
          signal: never,
          maxOutputBytes: plenty,
          onChunk: () => undefined,
        };
        await expect(kind.run(request)).rejects.toMatchObject({ code: 'input.bad-option' });
      }
    });

    it('tells of a file that went away after it was chosen', async () => {
      const gone = join(folder, 'gone');
      await writeFile(gone, await readFile(files[0] ?? ''));
      await kind.inspect(gone, never);
      await unlink(gone);
      const request = { paths: [gone], options, scratch: await fresh('scratch'), signal: never };
      await expect(kind.split(request)).rejects.toMatchObject({ code: 'input.file-changed' });
    });

    it('splits into chunks with the size, digest and name they have', async () => {
      const chunks = await split();
      expect(chunks.length).toBeGreaterThanOrEqual(3);
      for (const chunk of chunks) {
        expect(dirname(chunk.path)).toBe(join(folder, 'split'));
        expect(chunk.digest).toBe(await digestOfFile(chunk.path));
        expect(chunk.size).toBe((await readFile(chunk.path)).length);
      }
    });

    it('gives the same bytes twice, and in a second process', async () => {
      const chunks = await split();
      const told: ChunkOutput[] = [];
      const first = await run(chunks, await fresh('first'), { onChunk: (chunk) => told.push(chunk) });
      expect(told).toEqual(first);
      for (const chunk of first) expect(chunk.digest).toBe(await digestOfFile(chunk.path));
      expect(sums(await run(chunks, await fresh('second')))).toEqual(sums(first));
      const child = await TaskChild.start();
      try {
        const asked = chunks.map(({ index, path }) => ({ index, path }));
        const third = await child.call('run', {
          kind: kind.spec.id,
          options,
          chunks: asked,
          scratch: await fresh('third'),
        });
        expect(sums(third)).toEqual(sums(first));
        expect(await child.call('engine', { kind: kind.spec.id })).toEqual({ engineHash: await kind.engineHash() });
      } finally {
        expect(await child.stop()).toBe(0);
      }
    });

    it('stops when told between chunks, and goes on from there', async () => {
      const chunks = await split();
      const whole = await run(chunks, await fresh('whole'));
      const scratch = await fresh('stopped');
      const stop = new AbortController();
      const kept: ChunkOutput[] = [];
      const onChunk = (chunk: ChunkOutput) => {
        kept.push(chunk);
        stop.abort();
      };
      await expect(run(chunks, scratch, { onChunk, signal: stop.signal })).rejects.toMatchObject({
        code: 'task.cancelled',
      });
      expect(kept).toHaveLength(1);
      // What a killed process leaves behind must not be in the way.
      await writeFile(join(scratch, 'out-1.part'), 'half');
      const rest = await run(
        chunks.filter(({ index }) => index !== kept[0]?.index),
        scratch,
      );
      expect(sums([...kept, ...rest])).toEqual(sums(whole));
      expect((await readdir(scratch)).toSorted()).toEqual(whole.map(({ path }) => basename(path)).toSorted());
    });

    it('stops when told in the middle of a chunk', async () => {
      const chunks = await split();
      const scratch = await fresh('scratch');
      // Everything is loaded, so that the abort falls into the first chunk's work.
      await run(chunks.slice(0, 1), await fresh('warm'));
      const stop = new AbortController();
      const running = run(chunks, scratch, { signal: stop.signal });
      setImmediate(() => stop.abort());
      await expect(running).rejects.toMatchObject({ code: 'task.cancelled' });
      expect(await readdir(scratch)).toEqual([]);
    });

    it('hears an abort across the channel of its process', async () => {
      const chunks = (await split()).map(({ index, path }) => ({ index, path }));
      const child = await TaskChild.start();
      try {
        const many = Array.from({ length: 40 }, (_, index) => ({
          index,
          path: chunks[index % chunks.length]?.path ?? '',
        }));
        const input = { kind: kind.spec.id, options, chunks: many, scratch: await fresh('scratch') };
        await expect(child.call('run', input, () => 'abort')).rejects.toMatchObject({ code: 'task.cancelled' });
        await expect(child.call('inspect', { kind: kind.spec.id, paths: [] })).rejects.toMatchObject({
          code: 'input.no-files',
        });
        await expect(child.call('inspect', { kind: 'unknown', paths: ['x'] })).rejects.toMatchObject({
          code: 'input.malformed',
        });
      } finally {
        await child.stop();
      }
    });

    it('writes no more than it may', async () => {
      const chunks = await split();
      const scratch = await fresh('scratch');
      await expect(run(chunks, scratch, { maxOutputBytes: 10 })).rejects.toMatchObject({ code: 'storage.too-large' });
      expect(await readdir(scratch)).toEqual([]);
    });

    it('follows no link that lies in scratch', async () => {
      const chunks = (await split()).slice(0, 1);
      const scratch = await fresh('scratch');
      const victim = join(folder, 'victim');
      await writeFile(victim, 'mine');
      await symlink(victim, join(scratch, 'out-0'));
      await symlink(victim, join(scratch, 'out-0.part'));
      await run(chunks, scratch);
      expect(await readFile(victim, 'utf8')).toBe('mine');
    });

    it('joins without overwriting anything', async () => {
      const chunks = await split();
      const results = await run(chunks, await fresh('results'));
      const target = await fresh('target');
      const names = chunks.map(({ name }) => name);
      const request = { options, chunks: results, names, folder: target, signal: never };
      const first = await kind.join(request);
      const before = await Promise.all(first.map(({ path }) => readFile(path)));
      const second = await kind.join(request);
      expect(new Set([...first, ...second].map(({ path }) => path)).size).toBe(first.length * 2);
      expect(await Promise.all(first.map(({ path }) => readFile(path)))).toEqual(before);
      expect(await Promise.all(second.map(({ path }) => readFile(path)))).toEqual(before);
      expect(second[0]?.path).toContain(' (2)');
      expect(await readdir(target)).toHaveLength(first.length * 2);
    });

    it('joins into the folder only, whatever the names are', async () => {
      const results = (await run((await split()).slice(0, 1), await fresh('results'))).map((chunk) => ({
        ...chunk,
        index: 0,
      }));
      const target = await fresh('target');
      const hostile = [
        '../../escape.jpg',
        '/etc/passwd',
        'C:\\a\\..\\b.png',
        '..',
        '.',
        '',
        'con.jpg',
        'a\u0000b\n.jpg',
        `${'ä'.repeat(400)}.jpg`,
      ];
      for (const name of hostile) {
        const [saved] = await kind.join({ options, chunks: results, names: [name], folder: target, signal: never });
        expect(dirname(saved?.path ?? ''), name).toBe(target);
        expect(basename(saved?.path ?? '')).toMatch(/^[^\p{Cc}/\\:*?"<>|.][^\p{Cc}/\\:*?"<>|]*$/u);
        expect(Buffer.byteLength(basename(saved?.path ?? ''))).toBeLessThan(256);
      }
      expect((await readdir(folder)).toSorted()).toEqual(['results', 'split', 'target']);
    });
  });
}
