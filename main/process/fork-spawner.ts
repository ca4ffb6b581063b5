/** Starts children of a plain Node program, in an environment that holds nothing but what is named here. */
import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProcessExit, SpawnedProcess, Spawner, SpawnRequest } from '../adapters.js';
import { childEnvironment } from './child-environment.js';

/** A fork of a program that runs in Electron would open a window instead. */
const AS_NODE = process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };

/** `child_process.fork` with advanced serialization and piped output. */
export const forkSpawner: Spawner = {
  spawn(request: SpawnRequest): SpawnedProcess {
    const child = fork(request.entry, [], {
      cwd: dirname(request.entry),
      env: { ...childEnvironment(), ...AS_NODE },
      execArgv: [`--max-old-space-size=${Math.round(request.memory / 1024 / 1024)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    yieldTo(child, request.priority);
    return {
      pid: () => child.pid,
      onStart: (listener) => {
        if (child.pid !== undefined) listener(child.pid);
      },
      // A message to a process that is gone is dropped: its exit tells of that.
      send: (message) => void (child.connected && child.send(message, () => undefined)),
      onMessage: (listener) => void child.on('message', listener),
      onLine: (listener) => onLines(child, listener),
      onExit: (listener) => onEnd(child, listener),
      kill: () => {
        // A stopped process takes no other signal before it goes on.
        child.kill('SIGCONT');
        child.kill('SIGKILL');
      },
    };
  },
};

function yieldTo(child: ChildProcess, priority: number): void {
  if (child.pid === undefined || priority === constants.priority.PRIORITY_NORMAL) return;
  try {
    setPriority(child.pid, priority);
  } catch {
    // Already gone, or a system that does not let us: the work is the same.
  }
}

function onLines(child: ChildProcess, listener: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', listener);
  }
}

function onEnd(child: ChildProcess, listener: (exit: ProcessExit) => void): void {
  child.once('exit', (code, signal) => listener({ code, signal }));
  child.on('error', (error) => {
    if (child.pid === undefined) listener({ code: null, signal: error.message });
  });
}
