/** What every plain Node program of ours begins and ends with: its folder for itself, adapters, child processes. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Adapters } from './adapters.js';
import { headlessAdapters } from './headless-adapters.js';
import { lockFolder } from './process/folder-lock.js';
import { ProcessHost } from './process/host.js';
import { endOrphans, processRecords } from './process/reap.js';

export interface HeadlessProgram {
  readonly adapters: Adapters;
  readonly processes: ProcessHost;
  /** Ends the children and lets go of the folder; call it last. */
  readonly dispose: () => Promise<void>;
}

/**
 * @param data The program's own folder, made when absent.
 * @param root The folder of the whole project.
 * @param adapt Puts something else in an adapter's place.
 * @throws AppError `process.folder-in-use`.
 */
export async function openProgram(
  data: string,
  root: string,
  adapt: (adapters: Adapters) => Adapters = (plain) => plain,
): Promise<HeadlessProgram> {
  const own = resolve(data);
  const folders = {
    data: own,
    scratch: join(own, 'scratch'),
    log: join(own, 'log'),
    previews: join(own, 'previews'),
    assets: join(root, 'assets'),
  };
  await Promise.all(
    [folders.data, folders.scratch, folders.log, folders.previews].map((folder) => mkdir(folder, { recursive: true })),
  );
  const lock = await lockFolder(own);
  await endOrphans(own);
  const plain = headlessAdapters({ folders, builtFolder: join(root, 'out', 'main') });
  const adapters = adapt(plain);
  const { spawner, clock, log, builtFolder } = adapters;
  const processes = new ProcessHost({ spawner, clock, log, records: processRecords(own), builtFolder });
  return {
    adapters,
    processes,
    dispose: async () => {
      await processes.dispose();
      await lock.release();
      plain.dispose();
    },
  };
}

/** Ends the program once, by a signal or by the end of its parent's channel. */
export function stopOnRequest(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  const stop = (): void => {
    ending ??= end().finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  if (process.send) process.on('disconnect', stop);
}
