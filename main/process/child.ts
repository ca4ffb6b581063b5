/** What the node holds of a child process: typed calls, and its end. */
import type { Ms } from '../../domain/units.js';
import type { CallTable, InputOf, OutputOf, ProgressOf } from '../../domain/wire/process.js';

export interface CallOptions<Progress> {
  /** Asks the child to stop this call; when it does not within its stop budget, the process is killed. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: Progress) => void;
  /** The call is aborted after this span and fails with `process.timed-out`. */
  readonly timeoutMs?: Ms;
}

/**
 * A child process by its calls. The process behind it comes up on the first call, goes when idle where its
 * definition says so, and comes up again on the next call after a crash.
 */
export interface Child<Calls extends CallTable> {
  /**
   * @throws AppError what the handler threw; `process.crashed` when the process ended first, `process.broken`
   * while the breaker is open, `process.timed-out`, `task.cancelled` when `signal` stopped it.
   */
  readonly call: <Name extends keyof Calls & string>(
    name: Name,
    input: InputOf<Calls[Name]>,
    options?: CallOptions<ProgressOf<Calls[Name]>>,
  ) => Promise<OutputOf<Calls[Name]>>;
  /** Brings the process up, without a call. Errors as of `call`. */
  readonly wake: () => Promise<void>;
  /** The process id while one is up: for throttling and for telling own processes from others. */
  readonly pid: () => number | undefined;
  /** Asks the process to end, kills it after its stop budget; calls in flight fail. Later calls are refused. */
  readonly stop: () => Promise<void>;
}
