/** What a benchmark is: a name, the figures it yields, and one measurement that takes samples of all of them. */

/** One figure: a line of the table. */
export interface Figure {
  /** Begins with its benchmark's name and a dot. */
  readonly name: string;
  readonly unit: 's' | 'ms' | '%' | '1/s' | 'MB' | 'ratio';
  /** The median may be at most this; where it comes from stands in tests/bench/README.md. */
  readonly goal?: number;
}

/** Samples by the name of their figure, in the order they were taken. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** What a measurement works with; whatever it starts it hands to `own`. */
export interface Bench {
  /** How many samples of each figure are wanted. */
  readonly runs: number;
  /** An empty folder of its own. */
  readonly folder: string;
  /** Tells what goes on, for whoever waits. */
  readonly say: (line: string) => void;
  /** Ends `thing` when the measurement is over or broken off; the last comes first. */
  readonly own: (end: () => Promise<unknown>) => void;
}

/** One file of this folder exports one. */
export interface Benchmark {
  readonly name: string;
  /** Samples taken where nobody says how many. */
  readonly runs: number;
  readonly figures: readonly Figure[];
  readonly measure: (bench: Bench) => Promise<Samples>;
}

/** Calls `take` so many times, one after the other, and tells of each. */
export async function repeat<Value>({ runs, say }: Bench, take: (run: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let run = 1; run <= runs; run += 1) {
    say(`run ${run} of ${runs}`);
    values.push(await take(run));
  }
  return values;
}

/** Seconds on the monotonic clock since `startedAt`, a value of `performance.now()`. */
export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
