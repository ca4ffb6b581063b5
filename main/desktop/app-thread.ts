/**
 * The desktop's end of the app's thread: carries calls to it, starts its children and seals its secrets. When the
 * thread ends unasked, everything it started is ended, calls in flight are answered, and it is started again.
 */
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import type { IpcAnswer } from '../../domain/wire/ipc/all.js';
import type { Log, Secrets, SpawnedProcess, Spawner } from '../adapters.js';
import type { AppStart, ToApp, ToDesktop } from '../app/link.js';

const CRASHED: ErrorReport = {
  code: 'process.crashed',
  message: 'The app stumbled over this and was started again. Look whether it is done, and try again if it is not.',
};
/** How often it may end unasked in a row, each time soon after its start. */
const MOST_RESTARTS = 3;
const SOON_MS = 60_000;
const STOP_MS = 20_000;

export interface AppThreadParts {
  /** The built entry of the thread. */
  readonly entry: URL;
  readonly start: Omit<AppStart, 'secrets'>;
  readonly secrets: Secrets;
  readonly spawner: Spawner;
  readonly log: Log;
  readonly onChanged: () => void;
  /** It cannot be opened, or ends again and again. */
  readonly onFailed: (error: ErrorReport) => void;
}

export class AppThread {
  readonly #parts: AppThreadParts;
  readonly #calls = new Map<number, (answer: IpcAnswer) => void>();
  readonly #children = new Map<number, SpawnedProcess>();
  #worker: Worker;
  #lastId = 0;
  #startedAt = 0;
  #restarts = 0;
  #isStopping = false;
  #stopped: (() => void) | undefined;

  constructor(parts: AppThreadParts) {
    this.#parts = parts;
    this.#worker = this.#begin();
  }

  /** Carries one call; answered in every case. */
  call(name: string, input: unknown): Promise<IpcAnswer> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#send({ type: 'ipc', id, name, input });
    });
  }

  /** Something outside the thread ended unasked and was started again. */
  tellOfCrash(sentence: string): void {
    this.#send({ type: 'crashed', sentence });
  }

  /** Lets it close; ends what is left of it after a while. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const closed = new Promise<void>((resolve) => {
      this.#stopped = resolve;
    });
    this.#send({ type: 'stop' });
    let patience: NodeJS.Timeout | undefined;
    await Promise.race([closed, new Promise((resolve) => (patience = setTimeout(resolve, STOP_MS)))]);
    clearTimeout(patience);
    this.#endChildren();
    await this.#worker.terminate();
  }

  #begin(): Worker {
    this.#startedAt = Date.now();
    const { entry, start, secrets } = this.#parts;
    const worker = new Worker(entry, { workerData: { ...start, secrets: secrets.kind } satisfies AppStart });
    worker.on('message', (message: ToDesktop) => void this.#take(message));
    // An error ends the thread; its exit is told right after.
    worker.on('error', (error) => this.#parts.log.error('The app thread failed', { error: inspect(error) }));
    worker.once('exit', () => this.#ended());
    return worker;
  }

  #ended(): void {
    this.#endChildren();
    for (const [id, answer] of this.#calls) answer({ type: 'ipc', id, ok: false, error: CRASHED });
    this.#calls.clear();
    if (this.#isStopping) return this.#stopped?.();
    this.#restarts = Date.now() - this.#startedAt < SOON_MS ? this.#restarts + 1 : 1;
    if (this.#restarts > MOST_RESTARTS) return this.#parts.onFailed(CRASHED);
    this.#worker = this.#begin();
    this.tellOfCrash('The app itself stopped and was started again. What was under way goes on.');
    this.#parts.onChanged();
  }

  async #take(message: ToDesktop): Promise<void> {
    switch (message.type) {
      case 'ipc':
        this.#calls.get(message.id)?.(message);
        this.#calls.delete(message.id);
        return;
      case 'ready':
      case 'changed':
        return this.#parts.onChanged();
      case 'failed':
        return this.#parts.onFailed(message.error);
      case 'stopped':
        return this.#stopped?.();
      case 'spawn':
        return this.#spawn(message);
      case 'tell':
        return this.#children.get(message.id)?.send(message.message);
      case 'kill':
        return this.#children.get(message.id)?.kill();
      case 'secret':
        return this.#keep(message);
    }
  }

  #spawn({ id, request }: Extract<ToDesktop, { type: 'spawn' }>): void {
    const child = this.#parts.spawner.spawn(request);
    this.#children.set(id, child);
    child.onStart((pid) => this.#send({ type: 'started', id, pid }));
    child.onMessage((message) => this.#send({ type: 'said', id, message }));
    child.onLine((line) => this.#send({ type: 'line', id, line }));
    child.onExit((exit) => {
      if (this.#children.delete(id)) this.#send({ type: 'exited', id, exit });
    });
  }

  async #keep({ id, act, content }: Extract<ToDesktop, { type: 'secret' }>): Promise<void> {
    try {
      this.#send({ type: 'secret-done', id, content: await this.#parts.secrets[act](content) });
    } catch (thrown) {
      this.#parts.log.error('A secret was not kept or opened', { error: inspect(thrown) });
      this.#send({ type: 'secret-failed', id, error: reportOf(thrown) });
    }
  }

  #endChildren(): void {
    for (const child of this.#children.values()) child.kill();
    this.#children.clear();
  }

  #send(message: ToApp): void {
    this.#worker.postMessage(message);
  }
}
