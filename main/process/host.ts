/**
 * Starts and ends the node's child processes. A child comes up on its first call; after a crash it comes up again,
 * by itself where it is one that never goes idle, else on the next call. The process is restarted, never the work: calls
 * in flight fail and their owners decide.
 */
import { join } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { PROCESS_CALLS, type CallTable, type ProcessName } from '../../domain/wire/process.js';
import type { Clock, Log, SpawnedProcess, Spawner } from '../adapters.js';
import { Breaker, COOL_DOWN } from './breaker.js';
import type { CallOptions, Child } from './child.js';
import { PROCESSES, type ProcessDefinition } from './manifest.js';
import type { ProcessRecords } from './reap.js';
import { cancelledError, RunningProcess } from './running-process.js';

type CallsOf<Name extends ProcessName> = (typeof PROCESS_CALLS)[Name];
/** A child by the name of its process. */
export type ChildOf<Name extends ProcessName> = Child<CallsOf<Name>>;

export interface StartOptions<Calls extends CallTable> {
  /** Runs each time the process came up, before any other call: brings a stateful child back to where it was. */
  readonly initialise?: (child: Pick<Child<Calls>, 'call'>) => Promise<void>;
}

export interface ProcessHostParts {
  readonly spawner: Spawner;
  readonly clock: Clock;
  readonly log: Log;
  readonly records: ProcessRecords;
  /** The folder that the entries of the manifest lie under. */
  readonly builtFolder: string;
  /** Told each time a process ended unasked. */
  readonly onFailure?: (name: ProcessName) => void;
}

export class ProcessHost {
  readonly #parts: ProcessHostParts;
  readonly #breakers = new Map<ProcessName, Breaker>();
  readonly #children = new Set<HostedChild>();
  #isDisposed = false;

  constructor(parts: ProcessHostParts) {
    this.#parts = parts;
  }

  /** A child of its own for the caller, who stops it. Children of one name share the breaker. */
  start<Name extends ProcessName>(name: Name, options: StartOptions<CallsOf<Name>> = {}): ChildOf<Name> {
    if (this.#isDisposed) throw new AppError('task.cancelled', 'The node is closing and starts nothing any more.');
    const hosted: HostedChild = new HostedChild({
      name,
      definition: PROCESSES[name],
      calls: PROCESS_CALLS[name],
      breaker: this.#breaker(name),
      parts: this.#parts,
      initialise: options.initialise as HostedChildParts['initialise'],
      onStop: () => this.#children.delete(hosted),
    });
    this.#children.add(hosted);
    return {
      call: (call, input, callOptions) => hosted.call(call, input, callOptions as CallOptions<unknown>) as never,
      wake: () => hosted.wake(),
      pid: () => hosted.pid,
      stop: () => hosted.stop(),
    };
  }

  /** The ids of all processes that are up now: own programs, not "other programs" to a sensor. */
  pids(): number[] {
    return [...this.#children].flatMap((child) => child.pid ?? []);
  }

  /** Ends all children; nothing starts afterwards. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.all([...this.#children].map((child) => child.stop()));
  }

  #breaker(name: ProcessName): Breaker {
    const breaker = this.#breakers.get(name) ?? new Breaker(name, this.#parts.clock);
    this.#breakers.set(name, breaker);
    return breaker;
  }
}

interface HostedChildParts {
  readonly name: ProcessName;
  readonly definition: ProcessDefinition;
  readonly calls: CallTable;
  readonly breaker: Breaker;
  readonly parts: ProcessHostParts;
  readonly initialise: ((child: { call: UntypedCall }) => Promise<void>) | undefined;
  readonly onStop: () => void;
}

type UntypedCall = (name: string, input: unknown, options?: CallOptions<unknown>) => Promise<unknown>;

/** One child over all the processes it goes through. */
class HostedChild {
  readonly #of: HostedChildParts;
  #process: RunningProcess | undefined;
  /** The process once it is ready and initialised; undefined while none is wanted. */
  #up: Promise<RunningProcess> | undefined;
  /** The process that came up last and did not end yet. */
  #running: RunningProcess | undefined;
  #active = 0;
  #idle = new AbortController();
  readonly #stopping = new AbortController();
  #isStopped = false;

  constructor(parts: HostedChildParts) {
    this.#of = parts;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async wake(): Promise<void> {
    await this.#start();
  }

  async call(name: string, input: unknown, options: CallOptions<unknown> = {}): Promise<unknown> {
    this.#active += 1;
    this.#idle.abort();
    try {
      const process = await unlessAborted(this.#start(), options.signal, name);
      const output = await process.call(name, schemaOf(this.#of.calls, name), input, options);
      this.#of.breaker.answered();
      return output;
    } finally {
      this.#active -= 1;
      if (this.#active === 0) this.#waitIdle();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#idle.abort();
    this.#stopping.abort();
    await this.#process?.stop();
    this.#of.onStop();
  }

  #start(): Promise<RunningProcess> {
    if (this.#isStopped)
      return Promise.reject(new AppError('task.cancelled', `The ${this.#of.name} process was stopped.`));
    if (this.#up) return this.#up;
    const up = this.#bringUp();
    this.#up = up;
    up.catch(() => this.#forget(up));
    return up;
  }

  async #bringUp(): Promise<RunningProcess> {
    const { breaker, calls, initialise, name } = this.#of;
    await this.#process?.ended;
    if (this.#isStopped) throw new AppError('task.cancelled', `The ${name} process was stopped.`);
    breaker.check();
    const process = this.#spawn();
    this.#process = process;
    await process.ready;
    try {
      await initialise?.({
        call: (call, input, options = {}) => process.call(call, schemaOf(calls, call), input, options),
      });
    } catch (thrown) {
      await process.stop();
      throw thrown;
    }
    this.#running = process;
    return process;
  }

  #spawn(): RunningProcess {
    const { name, definition, breaker, parts } = this.#of;
    const { entry, memory, priority } = definition;
    const spawned = parts.spawner.spawn({ name, entry: join(parts.builtFolder, entry), memory, priority });
    spawned.onStart((pid) => parts.records.note(pid));
    const process = new RunningProcess({
      name,
      definition,
      spawned,
      clock: parts.clock,
      log: parts.log.in(name),
      onFailure: () => {
        breaker.failed();
        parts.onFailure?.(name);
      },
    });
    void process.ended.then(() => this.#ended(process, spawned));
    return process;
  }

  #ended(process: RunningProcess, spawned: SpawnedProcess): void {
    const pid = spawned.pid();
    if (pid !== undefined) this.#of.parts.records.forget(pid);
    if (this.#process === process) this.#up = undefined;
    if (this.#running !== process) return;
    this.#running = undefined;
    if (this.#of.definition.idleExitMs === undefined) this.#keepUp();
  }

  /** One that never goes idle serves others, too, who cannot call it up: it is tried again until it is up. */
  #keepUp(): void {
    const { clock } = this.#of.parts;
    this.#start().catch(() =>
      clock.delay(COOL_DOWN, this.#stopping.signal).then(
        () => this.#keepUp(),
        () => undefined,
      ),
    );
  }

  #forget(up: Promise<RunningProcess>): void {
    if (this.#up === up) this.#up = undefined;
  }

  #waitIdle(): void {
    const { definition, parts } = this.#of;
    if (definition.idleExitMs === undefined || this.#isStopped) return;
    this.#idle = new AbortController();
    void parts.clock.delay(definition.idleExitMs, this.#idle.signal).then(
      () => this.#leave(),
      () => undefined,
    );
  }

  /** Ends an idle process; a call that comes meanwhile waits for its end and starts the next one. */
  async #leave(): Promise<void> {
    if (this.#active > 0) return;
    this.#up = undefined;
    await this.#process?.stop();
  }
}

function schemaOf(calls: CallTable, name: string): CallTable[string] {
  const schema = calls[name];
  if (!schema) throw new AppError('bug', `No process has a call "${name}".`);
  return schema;
}

/** @throws AppError `task.cancelled` as soon as `signal` aborts; what was waited for goes on. */
function unlessAborted<Value>(waited: Promise<Value>, signal: AbortSignal | undefined, name: string): Promise<Value> {
  if (!signal) return waited;
  if (signal.aborted) return Promise.reject(cancelledError(name));
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelledError(name));
    signal.addEventListener('abort', onAbort, { once: true });
    waited.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
