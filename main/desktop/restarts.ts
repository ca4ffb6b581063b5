/** Decides whether something that ended unasked is started again: not for ever when it ends soon after each start. */

/** How often in a row. */
const MOST = 3;
const SOON_MS = 60_000;

export class Restarts {
  #startedAt: number;
  #inARow = 0;

  /** @param now In milliseconds; what is watched starts at once. */
  constructor(private readonly now: () => number = Date.now) {
    this.#startedAt = now();
  }

  /** It ended; true means it is started again, now. */
  mayAgain(): boolean {
    const now = this.now();
    this.#inARow = now - this.#startedAt < SOON_MS ? this.#inARow + 1 : 1;
    this.#startedAt = now;
    return this.#inARow <= MOST;
  }
}
