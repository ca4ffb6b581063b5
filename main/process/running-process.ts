/** One started process from its first word to its end, and the calls in flight in it. */
import { z } from 'zod';
import { AppError, errorOf } from '../../domain/errors.js';
import type { Ms } from '../../domain/units.js';
import { type CallSchema, type FromChild, fromChild, type ToChild } from '../../domain/wire/process.js';
import type { Clock, Log, ProcessExit, SpawnedProcess } from '../adapters.js';
import type { CallOptions } from './child.js';
import { deferred } from './deferred.js';
import type { ProcessDefinition } from './manifest.js';

interface PendingCall {
  readonly name: string;
  readonly schema: CallSchema;
  readonly onProgress: ((value: unknown) => void) | undefined;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
  /** Ends its timers and its listening to the caller's signal. */
  readonly settled: AbortController;
  /** Why it was asked to stop: what its caller hears, whatever the child answers afterwards. */
  cancelled?: AppError;
}

export interface RunningProcessParts {
  readonly name: string;
  readonly definition: ProcessDefinition;
  readonly spawned: SpawnedProcess;
  readonly clock: Clock;
  readonly log: Log;
  /** The process ended without being asked to, or was not ready in time. Told at most once. */
  readonly onFailure: () => void;
}

export class RunningProcess {
  /** Rejects with `process.crashed` or `process.timed-out` when the process does not come up. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  readonly #parts: RunningProcessParts;
  readonly #calls = new Map<number, PendingCall>();
  readonly #ready = deferred();
  readonly #ended = deferred();
  readonly #readyTimer = new AbortController();
  #nextId = 0;
  /** Why the process ends or ended: set first by whoever ends it. */
  #end: AppError | undefined;
  #isOver = false;

  constructor(parts: RunningProcessParts) {
    this.#parts = parts;
    this.ready = this.#ready.promise;
    this.ended = this.#ended.promise;
    this.ready.catch(() => undefined);
    parts.spawned.onMessage((message) => this.#receive(message));
    parts.spawned.onExit((exit) => this.#exited(exit));
    parts.spawned.onLine((line) => parts.log.info(line, { pid: parts.spawned.pid() }));
    this.#after(parts.definition.readyMs, this.#readyTimer.signal, () => this.#notReady());
  }

  get pid(): number | undefined {
    return this.#isOver ? undefined : this.#parts.spawned.pid();
  }

  /** Sends one call and checks its answer. Errors as of `Child.call`. */
  call(name: string, schema: CallSchema, input: unknown, options: CallOptions<unknown>): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    const id = this.#nextId++;
    const settled = new AbortController();
    const { signal, timeoutMs, onProgress } = options;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { name, schema, onProgress, resolve, reject, settled });
      signal?.addEventListener('abort', () => this.#cancel(id, cancelledError(name)), { signal: settled.signal });
      if (timeoutMs !== undefined) this.#after(timeoutMs, settled.signal, () => this.#cancel(id, timedOutError(name)));
      this.#send({ type: 'call', id, name, input });
    });
  }

  /** Asks the process to end, and kills it when it does not within its stop budget. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#end ??= new AppError('task.cancelled', `The ${this.#parts.name} process was stopped before it answered.`);
    const gone = new AbortController();
    this.#send({ type: 'stop' });
    this.#after(this.#parts.definition.stopMs, gone.signal, () => this.#parts.spawned.kill());
    await this.ended;
    gone.abort();
  }

  #notReady(): void {
    this.#fail(new AppError('process.timed-out', `The ${this.#parts.name} process did not start in time. Try again.`));
  }

  /** Ends the process for a fault of its own. */
  #fail(error: AppError): void {
    if (this.#end) return;
    this.#end = error;
    this.#parts.onFailure();
    this.#parts.spawned.kill();
  }

  #cancel(id: number, error: AppError): void {
    const call = this.#calls.get(id);
    if (!call || call.cancelled) return;
    call.cancelled = error;
    this.#send({ type: 'abort', id });
    this.#after(this.#parts.definition.stopMs, call.settled.signal, () => this.#overdue(id, error));
  }

  #overdue(id: number, error: AppError): void {
    const { definition, name, spawned, log } = this.#parts;
    if (definition.overdue === 'abandon') {
      log.warn('a cancelled call goes on', { process: name, call: this.#calls.get(id)?.name });
      this.#take(id)?.reject(error);
      return;
    }
    this.#end ??= new AppError('process.crashed', `The ${name} process was ended by another call. Try again.`);
    spawned.kill();
  }

  #receive(received: unknown): void {
    const parsed = fromChild.safeParse(received);
    if (!parsed.success) {
      this.#fail(new AppError('bug', `The ${this.#parts.name} process sent a message nobody knows.`));
      return;
    }
    const message = parsed.data;
    if (message.type === 'ready') {
      this.#readyTimer.abort();
      this.#ready.resolve();
    } else if (message.type === 'progress') {
      this.#progress(message.id, message.value);
    } else {
      this.#answer(message);
    }
  }

  #progress(id: number, value: unknown): void {
    const call = this.#calls.get(id);
    if (!call?.onProgress || call.cancelled) return;
    const parsed = call.schema.progress?.safeParse(value);
    if (parsed?.success) call.onProgress(parsed.data);
    else this.#parts.log.error('progress of a wrong shape', { process: this.#parts.name, call: call.name });
  }

  #answer(message: Extract<FromChild, { type: 'done' | 'failed' }>): void {
    const call = this.#take(message.id);
    if (!call) return;
    if (call.cancelled) return call.reject(call.cancelled);
    if (message.type === 'failed') {
      const { code, message: text, data } = message.error;
      return call.reject(errorOf({ code, message: text, ...(data && { data }) }));
    }
    const parsed = call.schema.output.safeParse(message.output);
    if (parsed.success) return call.resolve(parsed.data);
    const what = `The ${this.#parts.name} process answered "${call.name}" with something of a wrong shape.`;
    call.reject(new AppError('bug', `${what} ${z.prettifyError(parsed.error)}`));
  }

  #exited(exit: ProcessExit): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#readyTimer.abort();
    if (!this.#end) {
      this.#end = this.#crashed(exit);
      this.#parts.onFailure();
    }
    const end = this.#end;
    this.#ready.reject(end);
    for (const id of this.#calls.keys()) {
      const call = this.#take(id);
      call?.reject(call.cancelled ?? end);
    }
    this.#ended.resolve();
  }

  #crashed({ code, signal }: ProcessExit): AppError {
    const { name, log, spawned } = this.#parts;
    const how = signal ? `signal ${signal}` : `exit code ${code ?? 'unknown'}`;
    log.error('a process ended by itself', { process: name, pid: spawned.pid(), how });
    return new AppError(
      'process.crashed',
      `The ${name} process ended by itself (${how}). It starts again when next needed: try again.`,
      { data: { name, how } },
    );
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.settled.abort();
    return call;
  }

  #send(message: ToChild): void {
    if (!this.#isOver) this.#parts.spawned.send(message);
  }

  #after(span: Ms, until: AbortSignal, act: () => void): void {
    void this.#parts.clock.delay(span, until).then(act, () => undefined);
  }
}

/** What the caller of a cancelled call hears. */
export function cancelledError(name: string): AppError {
  return new AppError('task.cancelled', `"${name}" was cancelled.`);
}

function timedOutError(name: string): AppError {
  return new AppError('process.timed-out', `"${name}" took longer than allowed and was stopped. Try again.`);
}
