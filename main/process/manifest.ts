/** The processes the node starts: one line each. */
import { type Bytes, type Ms, mebibytes, seconds } from '../../domain/units.js';
import type { ProcessName } from '../../domain/wire/process.js';

export interface ProcessDefinition {
  /** The entry file, under the built folder. */
  readonly entry: string;
  /** From the start to the first word. */
  readonly readyMs: Ms;
  /** From asking it, or one of its calls, to stop to the end of patience. */
  readonly stopMs: Ms;
  readonly memory: Bytes;
  /** Goes after this span without a call; never where absent. */
  readonly idleExitMs?: Ms;
  /** As of `os.setPriority`. */
  readonly priority: number;
  /**
   * What becomes of a cancelled call that goes on past `stopMs`. `kill`: the process is killed, since its engines
   * are synchronous and hear no signal. `abandon`: the caller gets its answer, the process lives on for the others.
   */
  readonly overdue: 'kill' | 'abandon';
}

export const PROCESSES: Readonly<Record<ProcessName, ProcessDefinition>> = {
  storage: {
    entry: 'workers/storage/entry.js',
    readyMs: seconds(20),
    stopMs: seconds(5),
    memory: mebibytes(1024),
    priority: 0,
    overdue: 'abandon',
  },
  task: {
    entry: 'workers/task/entry.js',
    readyMs: seconds(20),
    stopMs: seconds(2),
    memory: mebibytes(2048),
    idleExitMs: seconds(30),
    priority: 10,
    overdue: 'kill',
  },
  chain: {
    entry: 'workers/chain/entry.js',
    readyMs: seconds(30),
    stopMs: seconds(10),
    memory: mebibytes(2048),
    priority: 0,
    overdue: 'abandon',
  },
  neighbour: {
    entry: 'neighbour.js',
    readyMs: seconds(30),
    stopMs: seconds(8),
    memory: mebibytes(1024),
    priority: 15,
    overdue: 'abandon',
  },
};
