/**
 * The records of child processes in the data folder, and the end of those a killed node left behind: a stopped
 * child outlives its parent. One empty file a child, named after its id and start, so that no write is ever half done.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process-start.js';

/** Where the process host notes its children. */
export interface ProcessRecords {
  /** Call it right after the start, while the process cannot have given its id away. */
  readonly note: (pid: number) => void;
  readonly forget: (pid: number) => void;
}

/** Records in `folder`/processes. The folder must be locked by this node. */
export function processRecords(folder: string): ProcessRecords {
  const records = recordsFolder(folder);
  const names = new Map<number, string>();
  return {
    note: (pid) => {
      const start = processStart(pid);
      if (start === undefined) return;
      const name = `${pid}-${encodeURIComponent(start)}`;
      names.set(pid, name);
      writeFileSync(join(records, name), '');
    },
    forget: (pid) => {
      const name = names.get(pid);
      names.delete(pid);
      if (name !== undefined) rmSync(join(records, name), { force: true });
    },
  };
}

/**
 * Ends the processes recorded in `folder` that still run, also stopped ones, and waits for their end.
 * A process that merely has the id of a recorded one is left alone. Returns the ids of those it ended.
 */
export async function endOrphans(folder: string): Promise<number[]> {
  const records = recordsFolder(folder);
  const ended: number[] = [];
  for (const name of readdirSync(records)) {
    const cut = name.indexOf('-');
    const pid = Number(name.slice(0, cut));
    const start = decodeURIComponent(name.slice(cut + 1));
    if (processStart(pid) === start) {
      await end(pid, start);
      ended.push(pid);
    }
    rmSync(join(records, name), { force: true });
  }
  return ended;
}

async function end(pid: number, start: string): Promise<void> {
  for (const signal of ['SIGCONT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
  }
  while (processStart(pid) === start) await delay(5);
}

function recordsFolder(folder: string): string {
  const records = join(folder, 'processes');
  mkdirSync(records, { recursive: true });
  return records;
}
