/**
 * Stops a process that only ever dies from being started again and again: after three failures in a row it stays
 * down for a while. After that one start is let through; another failure closes the way again.
 */
import { AppError } from '../../domain/errors.js';
import { type Ms, ms, seconds } from '../../domain/units.js';
import type { Clock } from '../adapters.js';

const FAILURES = 3;
export const COOL_DOWN: Ms = seconds(30);

export class Breaker {
  readonly #name: string;
  readonly #clock: Clock;
  #failures = 0;
  #openUntil = ms(0);

  constructor(name: string, clock: Clock) {
    this.#name = name;
    this.#clock = clock;
  }

  /** @throws AppError `process.broken` while the process must stay down. */
  check(): void {
    const left = this.#openUntil - this.#clock.now();
    if (left <= 0) return;
    const waitSeconds = Math.ceil(left / 1000);
    throw new AppError(
      'process.broken',
      `The ${this.#name} process failed ${this.#failures} times in a row. It can be used again in ${waitSeconds} s; ` +
        'if that goes on, look into the log folder.',
      { data: { name: this.#name, failures: this.#failures, waitSeconds } },
    );
  }

  /** The process ended by itself, or did not come up. */
  failed(): void {
    this.#failures += 1;
    if (this.#failures >= FAILURES) this.#openUntil = ms(this.#clock.now() + COOL_DOWN);
  }

  /** The process answered a call. */
  answered(): void {
    this.#failures = 0;
    this.#openUntil = ms(0);
  }
}
