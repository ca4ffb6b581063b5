/** A clock that stands still until a test moves it. */
import { type Ms, ms } from '../../../domain/units.js';
import type { Clock } from '../../../main/adapters.js';

interface Wait {
  readonly until: number;
  readonly resolve: () => void;
}

export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #waits = new Set<Wait>();

  readonly now = (): Ms => ms(this.#now);

  readonly delay = (span: Ms, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wait = { until: this.#now + span, resolve };
      this.#waits.add(wait);
      signal?.addEventListener('abort', () => {
        this.#waits.delete(wait);
        reject(signal.reason);
      });
    });

  advance(span: Ms): void {
    this.#now += span;
    for (const wait of this.#waits) {
      if (wait.until > this.#now) continue;
      this.#waits.delete(wait);
      wait.resolve();
    }
  }
}
