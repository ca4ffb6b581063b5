import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { errorOf } from '../../../domain/errors.js';
import { fromChild, type taskCalls } from '../../../domain/wire/process.js';
import type { z } from 'zod';

type TaskCall = keyof typeof taskCalls;
const entry = fileURLToPath(new URL('../../../out/main/workers/task/entry.js', import.meta.url));

/** A real task process, spoken to over its channel as the node does. */
export class TaskChild {
  readonly #child: ChildProcess;
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts the built entry and waits for its first word. */
  static async start(): Promise<TaskChild> {
    const child = fork(entry, [], {
      serialization: 'advanced',
      env: {},
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`The task process ended with ${code}.`)));
    });
    return new TaskChild(child);
  }

  /** Calls and waits; `onProgress` may answer `abort`. Rejects with the AppError the child reports. */
  async call<Name extends TaskCall>(
    name: Name,
    input: z.input<(typeof taskCalls)[Name]['input']>,
    onProgress: (value: unknown) => 'abort' | undefined = () => undefined,
  ): Promise<z.output<(typeof taskCalls)[Name]['output']>> {
    const id = this.#calls++;
    return new Promise((resolve, reject) => {
      const listen = (received: unknown): void => {
        const message = fromChild.parse(received);
        if (message.type === 'ready' || message.id !== id) return;
        if (message.type === 'progress') {
          if (onProgress(message.value) === 'abort') this.#child.send({ type: 'abort', id });
          return;
        }
        this.#child.off('message', listen);
        if (message.type === 'failed') {
          const { data, ...said } = message.error;
          reject(errorOf({ ...said, ...(data && { data }) }));
        } else resolve(message.output as z.output<(typeof taskCalls)[Name]['output']>);
      };
      this.#child.on('message', listen);
      this.#child.send({ type: 'call', id, name, input });
    });
  }

  /** Asks it to stop and waits for its end; the exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    this.#child.send({ type: 'stop' });
    return ended;
  }
}
