/** Starts this project's own programs as real processes and talks to them over their channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project, found from where this file lies: in its own folder, or built into `out`. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  return existsSync(join(folder, 'electron-builder.yml')) ? folder : findRoot(dirname(folder));
}

export interface Program {
  readonly child: ChildProcess;
  /** The next message that `accept` takes; rejects when the program ends first, with what it said last. */
  readonly message: <Message>(accept: (message: unknown) => message is Message) => Promise<Message>;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Asks it to stop and waits; ends it hard after `patience`. */
  readonly stop: (patienceMs?: number) => Promise<void>;
  /** As a crash or `kill -9` would. */
  readonly kill: () => Promise<void>;
}

const LAST_WORDS = 2000;
const STOP_PATIENCE_MS = 15_000;

export function startProgram(file: string, args: readonly string[]): Program {
  const child = fork(file, [...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
  let said = '';
  const hear = (piece: Buffer): void => {
    said = (said + piece.toString()).slice(-LAST_WORDS);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'exit');
  return {
    child,
    message: (accept) =>
      new Promise((resolve, reject) => {
        const onExit = (): void => reject(new Error(said.trim() || 'The program ended without a word.'));
        const onMessage = (message: unknown): void => {
          if (!accept(message)) return;
          child.off('message', onMessage);
          child.off('exit', onExit);
          resolve(message);
        };
        child.on('message', onMessage);
        child.once('exit', onExit);
        if (child.exitCode !== null) onExit();
      }),
    onMessage: (listener) => void child.on('message', listener),
    stop: async (patienceMs = STOP_PATIENCE_MS) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}
