/**
 * How much of the engine's speed image_resize keeps: the same photos by the task process and by the bare engine in a
 * child process of the same kind, in turns. Their bytes must be equal, or the comparison means nothing.
 */
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskOptions } from '../../domain/wire/process.js';
import type { ChildOf, ProcessHost } from '../../main/process/host.js';
import { kindById } from '../../main/tasks/index.js';
import { ROOT } from '../../scripts/local/program.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { startHost } from './children.js';

const KIND = 'image_resize';
const OPTIONS = { longestSide: 800 };

/** What takes part: a process, and what its `run` is called with. */
interface Runner {
  readonly child: ChildOf<'task'>;
  readonly options: TaskOptions;
  readonly scratch: string;
}

export const imageBenchmark: Benchmark = {
  name: 'image',
  runs: 15,
  figures: [
    { name: 'image.ratio-to-bare', unit: 'ratio', goal: 1.15 },
    { name: 'image.ratio-to-shrink-on-load', unit: 'ratio' },
    { name: 'image.samples', unit: 's' },
    { name: 'image.samples-bare', unit: 's' },
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const chunks = await samplePhotos();
  const options = kindById(KIND).spec.parseOptions(OPTIONS);
  const bareHost = startHost(bench, 'tests/bench/bare-engine.mjs');
  const ours = await runner(bench, startHost(bench), 'ours', options);
  const bare = await runner(bench, bareHost, 'bare', options);
  const quickest = { ...bare, options: { ...options, shrinkOnLoad: true } };
  bench.say('warming up');
  await time(quickest, chunks);
  await time(ours, chunks);
  await time(bare, chunks);
  await assertEqual(ours, bare, chunks);
  const times = await repeat(bench, async (run) => {
    const order = run % 2 === 0 ? [ours, bare, quickest] : [quickest, bare, ours];
    const taken = new Map<Runner, number>();
    for (const one of order) taken.set(one, await time(one, chunks));
    return { ours: taken.get(ours) ?? 0, bare: taken.get(bare) ?? 0, quickest: taken.get(quickest) ?? 0 };
  });
  return {
    'image.ratio-to-bare': times.map((taken) => taken.ours / taken.bare),
    'image.ratio-to-shrink-on-load': times.map((taken) => taken.ours / taken.quickest),
    'image.samples': times.map((taken) => taken.ours),
    'image.samples-bare': times.map((taken) => taken.bare),
  };
}

type Chunk = { readonly index: number; readonly path: string };

async function samplePhotos(): Promise<Chunk[]> {
  const folder = join(ROOT, 'assets', 'samples');
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/.test(name)).sort();
  return names.map((name, index) => ({ index, path: join(folder, name) }));
}

async function runner({ folder }: Bench, host: ProcessHost, name: string, options: TaskOptions): Promise<Runner> {
  const scratch = join(folder, name);
  await mkdir(scratch);
  return { child: host.start('task'), options, scratch };
}

/** Seconds from the call to its answer; the process is up. */
async function time({ child, options, scratch }: Runner, chunks: readonly Chunk[]): Promise<number> {
  const startedAt = performance.now();
  await child.call('run', { kind: KIND, options, chunks: [...chunks], scratch });
  return secondsSince(startedAt);
}

async function assertEqual(ours: Runner, bare: Runner, chunks: readonly Chunk[]): Promise<void> {
  for (const { index, path } of chunks) {
    const [one, other] = await Promise.all([ours, bare].map(({ scratch }) => readFile(join(scratch, `out-${index}`))));
    if (!one || !other?.equals(one)) throw new Error(`The bare engine makes something else of ${path}.`);
  }
}
