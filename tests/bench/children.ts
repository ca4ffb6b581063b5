/** Single child processes as a node starts them, for benchmarks of what runs in them. */
import type { Log, Spawner } from '../../main/adapters.js';
import { systemClock } from '../../main/headless-adapters.js';
import { forkSpawner } from '../../main/process/fork-spawner.js';
import { ProcessHost } from '../../main/process/host.js';
import { processRecords } from '../../main/process/reap.js';
import { join } from 'node:path';
import { ROOT } from '../../scripts/local/program.js';
import type { Bench } from './benchmark.js';

/** Takes what a child or a connection says and drops it: what goes wrong is thrown as well. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  in: () => silentLog,
};

/** A host of children of its own, ended with the benchmark. `entry` stands in for the entry file of every process. */
export function startHost({ folder, own }: Bench, entry?: string): ProcessHost {
  const spawner: Spawner = entry
    ? { spawn: (request) => forkSpawner.spawn({ ...request, entry: join(ROOT, entry) }) }
    : forkSpawner;
  const host = new ProcessHost({
    spawner,
    clock: systemClock,
    log: silentLog,
    records: processRecords(folder),
    builtFolder: join(ROOT, 'out', 'main'),
  });
  own(() => host.dispose());
  return host;
}
