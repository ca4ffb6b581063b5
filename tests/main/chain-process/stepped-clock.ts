/** Clocks that a test drives. */
import type { Clock } from '../../../main/workers/chain/clock.js';

/** Stands still until it is moved. */
export class SteppedClock implements Clock {
  #passed = 0;
  #wall: number;
  readonly #timers = new Set<{ readonly at: number; readonly act: () => void }>();

  constructor(now: number) {
    this.#wall = now;
  }

  now(): number {
    return this.#wall;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#passed + ms, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Puts the wall's time right, or wrong; no timer takes notice. */
  setWall(ms: number): void {
    this.#wall += ms;
  }

  /** Lets time pass. */
  advance(ms: number): void {
    this.#passed += ms;
    this.#wall += ms;
    for (const timer of this.#timers) {
      if (timer.at > this.#passed) continue;
      this.#timers.delete(timer);
      timer.act();
    }
  }
}

/** Has no patience: every wait is over at once, so blocks follow one another without end. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  after: (_, act) => {
    const timer = setImmediate(act);
    return () => clearImmediate(timer);
  },
};
