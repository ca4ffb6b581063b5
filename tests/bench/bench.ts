/**
 * Measures and asserts nothing: `--only <name>` a part, by the beginning of a benchmark's or a figure's name;
 * `--runs <count>` samples of each figure; `--json` one line of JSON a figure. Progress goes to stderr.
 * Exits with 1 only where a benchmark itself fails, whatever the goals say.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { span } from '../../domain/words.js';
import { ms } from '../../domain/units.js';
import type { Benchmark, Samples } from './benchmark.js';
import { imageBenchmark } from './image.js';
import { overheadBenchmark } from './overhead.js';
import { reopenBenchmark } from './reopen.js';
import { type Result, resultOf, tableOf } from './result.js';
import { transactionsBenchmark } from './transactions.js';
import { windowBlocksBenchmark } from './window-blocks.js';
import { windowIpcBenchmark } from './window-ipc.js';
import { windowListBenchmark } from './window-list.js';
import { windowMemoryBenchmark } from './window-memory.js';
import { windowStartBenchmark } from './window-start.js';

const BENCHMARKS: readonly Benchmark[] = [
  overheadBenchmark,
  transactionsBenchmark,
  reopenBenchmark,
  imageBenchmark,
  windowStartBenchmark,
  windowMemoryBenchmark,
  windowIpcBenchmark,
  windowBlocksBenchmark,
  windowListBenchmark,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const ends: (() => Promise<unknown>)[] = [];

process.once('SIGINT', () => void finish(130));
process.once('SIGTERM', () => void finish(143));

try {
  await finish((await runAll()) ? 0 : 1);
} catch (thrown) {
  say(wordsOf(thrown));
  await finish(1);
}

async function finish(code: number): Promise<never> {
  await endAll();
  process.exit(code);
}

async function endAll(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end();
}

/** @returns Whether every benchmark could be run. */
async function runAll(): Promise<boolean> {
  const runs = runsOf(values.runs);
  const chosen = BENCHMARKS.filter((benchmark) => wantedOf(benchmark).length > 0);
  if (chosen.length === 0) {
    throw new Error(`Nothing is called "${values.only}". There are: ${BENCHMARKS.map(({ name }) => name).join(', ')}.`);
  }
  const results: Result[] = [];
  let failures = 0;
  for (const [index, benchmark] of chosen.entries()) {
    say(`${benchmark.name} (${index + 1} of ${chosen.length})`);
    try {
      const samples = await measure(benchmark, runs ?? benchmark.runs);
      const found = wantedOf(benchmark).map((figure) => resultOf(figure, samples[figure.name] ?? []));
      results.push(...found);
      if (values.json) for (const result of found) process.stdout.write(`${JSON.stringify(result)}\n`);
    } catch (thrown) {
      failures += 1;
      say(`${benchmark.name} failed: ${wordsOf(thrown)}`);
    }
  }
  if (!values.json && results.length > 0) process.stdout.write(`\n${tableOf(results)}`);
  return failures === 0;
}

function wantedOf({ name, figures }: Benchmark) {
  return name.startsWith(values.only) ? figures : figures.filter((figure) => figure.name.startsWith(values.only));
}

async function measure({ name, measure: take }: Benchmark, runs: number): Promise<Samples> {
  const startedAt = Date.now();
  const folder = await mkdtemp(join(tmpdir(), `corehour-bench-${name}-`));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  try {
    return await take({
      runs,
      folder,
      say: (line) => say(`  ${line} (${span(ms(Date.now() - startedAt))})`),
      own: (end) => ends.push(end),
    });
  } finally {
    await endAll();
  }
}

function runsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1.');
  return runs;
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
