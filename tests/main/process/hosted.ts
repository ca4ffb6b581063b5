/** A process host over the fixture processes, with a clock that a test moves and a log that it reads. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../main/adapters.js';
import { forkSpawner } from '../../../main/process/fork-spawner.js';
import { ProcessHost } from '../../../main/process/host.js';
import { processRecords } from '../../../main/process/reap.js';
import { ManualClock } from './manual-clock.js';

export interface Hosted {
  readonly host: ProcessHost;
  readonly clock: ManualClock;
  readonly folder: string;
  readonly lines: string[];
  readonly dispose: () => Promise<void>;
}

export async function hosted(builtFolder: string): Promise<Hosted> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-host-'));
  const clock = new ManualClock();
  const lines: string[] = [];
  const write = (message: string): void => void lines.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: write, in: () => log };
  const host = new ProcessHost({ spawner: forkSpawner, clock, log, records: processRecords(folder), builtFolder });
  const dispose = async (): Promise<void> => {
    await host.dispose();
    await rm(folder, { recursive: true, force: true });
  };
  return { host, clock, folder, lines, dispose };
}
