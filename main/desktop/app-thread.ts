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
import { Restarts } from './restarts.js';

const CRASHED: ErrorReport = {
  code: 'process.crashed',
  message: 'The app stumbled over this and was started again. Look whether it is done, and try again if it is not.',
};
const ENDS_AGAIN: ErrorReport = {
  code: 'process.broken',
  message:
    'The app ended by itself again and again. Start it once more; if that does not help, look into its log folder.',
};
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
  readonly #restarts = new Restarts();
  #worker: Worker;
  #lastId = 0;
  /** It ended and is not started again. */
  #isOver = false;
  #isStopping = false;
  #stopped: (() => void) | undefined;

  constructor(parts: AppThreadParts) {
    this.#parts = parts;
    this.#worker = this.#begin();
  }

  /** Carries one call; answered in every case. */
  call(name: string, input: unknown): Promise<IpcAnswer> {
    const id = ++this.#lastId;
    if (this.#isOver) return Promise.resolve({ type: 'ipc', id, ok: false, error: CRASHED });
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
    if (this.#isOver) return;
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
    const { entry, start, secrets } = this.#parts;
    const worker = new Worker(entry, { workerData: { ...start, secrets: secrets.kind } satisfies AppStart });
    worker.on('message', (message: ToDesktop) => this.#take(message, worker));
    // An error ends the thread; its exit is told right after.
    worker.on('error', (error) => this.#parts.log.error('The app thread failed', { error: inspect(error) }));
    worker.once('exit', () => this.#ended());
    return worker;
  }

  #ended(): void {
    this.#endChildren();
    for (const [id, answer] of this.#calls) answer({ type: 'ipc', id, ok: false, error: CRASHED });
    this.#calls.clear();
    this.#isOver = this.#isStopping || !this.#restarts.mayAgain();
    if (this.#isStopping) return this.#stopped?.();
    if (this.#isOver) return this.#parts.onFailed(ENDS_AGAIN);
    this.#worker = this.#begin();
    this.tellOfCrash('The app itself stopped and was started again. What was under way goes on.');
    this.#parts.onChanged();
  }

  /** @param from Who counts the ids: another thread counts from one again. */
  #take(message: ToDesktop, from: Worker): void {
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
        return this.#spawn(message, from);
      case 'tell':
        return this.#children.get(message.id)?.send(message.message);
      case 'kill':
        return this.#children.get(message.id)?.kill();
      case 'secret':
        return void this.#keep(message, from);
    }
  }

  #spawn({ id, request }: Extract<ToDesktop, { type: 'spawn' }>, from: Worker): void {
    const tell = (message: ToApp): void => from.postMessage(message);
    let child: SpawnedProcess;
    try {
      child = this.#parts.spawner.spawn(request);
    } catch (thrown) {
      this.#parts.log.error('A process could not be started', { name: request.name, error: inspect(thrown) });
      return tell({ type: 'exited', id, exit: { code: null, signal: null } });
    }
    this.#children.set(id, child);
    child.onStart((pid) => tell({ type: 'started', id, pid }));
    child.onMessage((message) => tell({ type: 'said', id, message }));
    child.onLine((line) => tell({ type: 'line', id, line }));
    child.onExit((exit) => {
      if (this.#children.get(id) === child) this.#children.delete(id);
      tell({ type: 'exited', id, exit });
    });
  }

  async #keep({ id, act, content }: Extract<ToDesktop, { type: 'secret' }>, from: Worker): Promise<void> {
    const tell = (message: ToApp): void => from.postMessage(message);
    try {
      tell({ type: 'secret-done', id, content: await this.#parts.secrets[act](content) });
    } catch (thrown) {
      this.#parts.log.error('A secret was not kept or opened', { error: inspect(thrown) });
      tell({ type: 'secret-failed', id, error: reportOf(thrown) });
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
