/** Time, as sealing needs it; tests bring their own. */
export interface Clock {
  /** The wall's time in milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `act` once after `ms` milliseconds, however the wall's time moves. @returns what stops it. */
  after(ms: number, act: () => void): () => void;
}

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
