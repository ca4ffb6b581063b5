/** What each process of the app takes of this computer's memory, by Linux' own account of it. */
import { readFile, readdir } from 'node:fs/promises';
import type { Desk } from '../../../scripts/local/desk.js';

/** One process with everything it started. */
export interface MemoryPart {
  /** Its part in the app: `main`, `page`, `storage`, `neighbour`. */
  readonly name: string;
  /** Megabytes (10^6 bytes): its own pages, and its share of those that several use. */
  readonly size: number;
}

const SHARE = /^Pss:\s+(\d+) kB$/m;
const OURS = 'Corehour ';

/** The app's parts, each with its children but for parts of their own; what is nobody's comes last, as `helpers`. */
export async function memoryOf(desk: Desk): Promise<MemoryPart[]> {
  const names = new Map((await metricsOf(desk)).map(({ pid, name }) => [pid, name]));
  const children = await childrenOf();
  const parts: MemoryPart[] = [];
  const add = async (pid: number, former: string): Promise<number> => {
    const name = names.get(pid);
    let size = await shareOf(pid);
    for (const child of children.get(pid) ?? []) size += await add(child, name ?? former);
    if (name === undefined && former !== 'main') return size;
    parts.push({ name: name ?? 'helpers', size });
    return 0;
  };
  await add(desk.pid, '');
  return parts;
}

/** Processes as Electron knows them. */
async function metricsOf(desk: Desk): Promise<{ pid: number; name: string }[]> {
  const metrics = await desk.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name }) => ({ pid, type: String(type), name: name ?? '' })),
  );
  return metrics.map(({ pid, type, name }) => ({ pid, name: partOf(type, name) }));
}

function partOf(type: string, name: string): string {
  if (type === 'Browser') return 'main';
  if (type === 'Tab') return 'page';
  if (type === 'GPU') return 'gpu';
  return name.startsWith(OURS) ? name.slice(OURS.length) : 'services';
}

async function childrenOf(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    // The program's name stands in brackets and may hold anything; its state and its parent follow.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (Number.isInteger(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** Nothing for a process that has ended meanwhile. */
async function shareOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return (Number(SHARE.exec(rollup)?.[1] ?? 0) * 1024) / 1e6;
}
