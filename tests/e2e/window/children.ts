/** The processes of the app, for a test that ends one of them as a crash would. */
import { readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessName } from '../../../domain/wire/process.js';
import type { Desk } from '../../../scripts/local/desk.js';

/** Ids of the app's own children of one name; those that a neighbour started are not among them. */
export function childPids(desk: Desk, name: ProcessName): Promise<number[]> {
  return desk.app.evaluate(
    ({ app }, wanted) =>
      app
        .getAppMetrics()
        .filter((metric) => metric.name === wanted)
        .map(({ pid }) => pid),
    `Corehour ${name}`,
  );
}

/** The id of a neighbour's process: it alone holds the lock of the neighbour's folder. Linux only. */
export async function neighbourPid(desk: Desk, name: string): Promise<number> {
  const place = join('neighbours', name.toLowerCase(), 'lock');
  for (const pid of await childPids(desk, 'neighbour')) {
    const links = await Promise.all((await openFiles(pid)).map((file) => readlink(file).catch(() => '')));
    if (links.some((path) => path.includes(place))) return pid;
  }
  throw new Error(`${name} has no process.`);
}

async function openFiles(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  return (await readdir(folder)).map((file) => join(folder, file));
}

/** Ids of the processes that one process started. Linux only. */
export async function startedBy(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(pids.map(parentOf));
  return pids.filter((_, index) => parents[index] === parent);
}

/** Undefined for a process that has ended. */
async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The program's name is in brackets and may hold anything; behind it come the state and the parent.
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? undefined : Number(parent);
}

/** As a crash would. */
export function killAll(pids: readonly number[]): void {
  if (pids.length === 0) throw new Error('There is no such process to kill.');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}
