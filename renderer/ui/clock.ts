/** A clock that ticks on the screen: for ages and spans still running, never for asking the app. */
import { useSyncExternalStore } from 'react';

const SECOND_MS = 1000;

/** One timer for everything on the screen that ticks at the same pace; it runs while anything does. */
class Ticker {
  readonly #everyMs: number;
  readonly #listeners = new Set<() => void>();
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#everyMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  /** The same until the next tick; caught up with where nothing ticked for a while. */
  readonly now = (): number => {
    if (this.#timer === undefined && Math.abs(Date.now() - this.#now) >= this.#everyMs) this.#now = Date.now();
    return this.#now;
  };

  #tick(): void {
    this.#now = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const tickers = new Map<number, Ticker>();

function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs) ?? new Ticker(everyMs);
  tickers.set(everyMs, known);
  return known;
}

/** Now, in milliseconds since the Unix epoch, renewed every `everyMs`. */
export function useNow(everyMs = SECOND_MS): number {
  const { subscribe, now } = tickerOf(everyMs);
  return useSyncExternalStore(subscribe, now);
}
