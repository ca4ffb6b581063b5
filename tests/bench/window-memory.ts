/**
 * What the app takes of the memory, at Home one minute after everything is up: each of its processes, and each
 * neighbour with its own children. A page that several processes use counts for each in part, so the figures add up.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, type Benchmark, type Figure, repeat, type Samples } from './benchmark.js';
import { type MemoryPart, memoryOf } from './window/processes.js';
import { openRoom } from './window/room.js';

const SETTLING_MS = 60_000;
const NEIGHBOUR = 'neighbour';
/** `services` are the browser's own, `helpers` what it starts processes from. */
const PARTS = ['main', 'page', 'gpu', 'chain', 'storage', 'services', 'helpers'];

const figureOf = (part: string): Figure => ({ name: `window-memory.${part}`, unit: 'MB' });

export const windowMemoryBenchmark: Benchmark = {
  name: 'window-memory',
  runs: 3,
  figures: ['sum', 'own', 'neighbours', 'a-neighbour', ...PARTS, 'others'].map(figureOf),
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  if (process.platform !== 'linux') throw new Error('Memory by process can only be read on Linux.');
  const room = await openRoom(bench);
  const taken = await repeat(bench, async () => {
    const { desk, quit } = await room.openJoined('home');
    await desk.page.getByText('This computer', { exact: true }).first().waitFor();
    await delay(SETTLING_MS);
    const parts = await memoryOf(desk);
    await quit();
    return parts;
  });
  const own = taken.map((parts) => sum(parts, (name) => name !== NEIGHBOUR));
  const neighbours = taken.map((parts) => sum(parts, (name) => name === NEIGHBOUR));
  const each = taken.flatMap((parts) => parts.filter(({ name }) => name === NEIGHBOUR).map(({ size }) => size));
  const known = [...PARTS, NEIGHBOUR];
  return {
    'window-memory.sum': taken.map((parts) => sum(parts, () => true)),
    'window-memory.own': own,
    'window-memory.neighbours': neighbours,
    'window-memory.a-neighbour': each,
    ...Object.fromEntries(
      PARTS.map((part) => [figureOf(part).name, taken.map((parts) => sum(parts, (name) => name === part))]),
    ),
    'window-memory.others': taken.map((parts) => sum(parts, (name) => !known.includes(name))),
  };
}

function sum(parts: readonly MemoryPart[], isMeant: (name: string) => boolean): number {
  return parts.reduce((total, { name, size }) => (isMeant(name) ? total + size : total), 0);
}
