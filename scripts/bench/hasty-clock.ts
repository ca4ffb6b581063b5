import type { Clock } from '../../main/workers/chain/clock.js';

/** A clock for the chain with which every wait is over at once, so that blocks follow one another until there are enough. */
export class HastyClock implements Clock {
  /** Settles when a wait ends and there are enough blocks; from then on no wait ends. */
  readonly enough: Promise<void>;
  #finish: () => void = () => undefined;

  constructor(private readonly isEnough: () => boolean) {
    this.enough = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  now(): number {
    return Date.now();
  }

  after(_ms: number, act: () => void): () => void {
    const wait = setImmediate(() => (this.isEnough() ? this.#finish() : act()));
    return () => clearImmediate(wait);
  }
}
