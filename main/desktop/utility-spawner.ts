/** Starts children as Electron utility processes, in an environment that holds nothing but what is named here. */
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { SpawnRequest, SpawnedProcess, Spawner } from '../adapters.js';
import { childEnvironment } from '../process/child-environment.js';

export const utilitySpawner: Spawner = {
  spawn(request: SpawnRequest): SpawnedProcess {
    const child = utilityProcess.fork(request.entry, [], {
      serviceName: `Corehour ${request.name}`,
      env: childEnvironment(),
      // A utility process takes V8's flags in this form alone, and says nothing of others.
      execArgv: [`--js-flags=--max-old-space-size=${Math.round(request.memory / 1024 / 1024)}`],
      stdio: 'pipe',
    });
    child.once('spawn', () => yieldTo(child.pid, request.priority));
    return {
      pid: () => child.pid,
      onStart: (listener) => void child.once('spawn', () => child.pid !== undefined && listener(child.pid)),
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onLine: (listener) => onLines(child, listener),
      // A killed one ends with code 0 too: what was asked of it tells which it was.
      onExit: (listener) => void child.once('exit', (code) => listener({ code, signal: null })),
      kill: () => {
        // One that is only about to start has no id yet.
        if (child.pid === undefined) child.once('spawn', () => end(child.pid));
        else end(child.pid);
      },
    };
  },
};

function yieldTo(pid: number | undefined, priority: number): void {
  if (pid === undefined || priority === constants.priority.PRIORITY_NORMAL) return;
  try {
    setPriority(pid, priority);
  } catch {
    // Already gone, or a system that does not let us: the work is the same.
  }
}

function onLines(child: UtilityProcess, listener: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', listener);
  }
  // Its exit follows; an error that nobody listens to would end this program.
  child.on('error', (type, location) => listener(`${type} in ${location}`));
}

/** A stopped process takes no other signal before it goes on. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const signal of ['SIGCONT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
  }
}
