/**
 * The queue before the one interpreter.
 *
 * Work is done by due time: sealing is due a second after it was asked for, so that submissions already in line come
 * into the same block; submissions are due at once; views within five seconds. So a block never waits behind views,
 * and under any load every view has its turn in the end.
 */
import { AppError } from '../../../domain/errors.js';

const ALLOWANCE_MS = { seal: 1000, submission: 0, view: 5000 } as const;

/** What the interpreter is wanted for. */
export type Purpose = keyof typeof ALLOWANCE_MS;

interface Job {
  readonly due: number;
  readonly start: () => Promise<void>;
  readonly drop: (error: Error) => void;
}

/** Runs one job at a time. */
export class Interpreter {
  readonly #waiting: Job[] = [];
  #current: Promise<void> | undefined;
  #closed = false;

  /** Jobs that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs `work` when its turn comes; what it throws is thrown here. */
  run<Result>(purpose: Purpose, work: () => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#closed) return reject(new Error('The interpreter is closed.'));
      const start = (): Promise<void> => work().then(resolve, reject);
      const due = performance.now() + ALLOWANCE_MS[purpose];
      const place = this.#waiting.findIndex((job) => job.due > due);
      this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, { due, start, drop: reject });
      this.#next();
    });
  }

  /** Takes no more work and drops what waits; settles when the job that runs now is done. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new AppError(
      'chain.unreachable',
      'The network is closing. Ask again when its host has started anew.',
    );
    for (const job of this.#waiting.splice(0)) job.drop(error);
    await this.#current;
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job.start().finally(() => {
      this.#current = undefined;
      this.#next();
    });
  }
}
