import type { Clock } from '../../main/workers/chain/clock.js';

/** A clock for the chain with which every wait is over at once, so that blocks follow one another until it is told to stop. */
export class HastyClock implements Clock {
  #isEnough: () => boolean = () => false;
  #stop: () => void = () => undefined;

  now(): number {
    return Date.now();
  }

  after(_ms: number, act: () => void): () => void {
    const wait = setImmediate(() => (this.#isEnough() ? this.#stop() : act()));
    return () => clearImmediate(wait);
  }

  /** From the first wait that finds `isEnough` true, none ends any more; settles then. */
  stopWhen(isEnough: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#stop = resolve;
      this.#isEnough = isEnough;
    });
  }
}
