/** What a kind of task says of itself: enough to draw its form, to price it and to route it. */
import type { Figures, TaskOptions } from '../wire/process.js';

/** How a result is judged; see the protocol's three plans. */
export type Plan = 'deterministic' | 'metric' | 'zk-snark';

interface FieldBase {
  readonly label: string;
  readonly help: string;
  /** Matters only while the choice `name` has `value`; a form hides it otherwise. */
  readonly onlyWhen?: { readonly name: string; readonly value: string };
}

/** One option of a kind as a form shows it. */
export type OptionField =
  | (FieldBase & {
      readonly type: 'choice';
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly initial: string;
    })
  | (FieldBase & {
      readonly type: 'number';
      readonly unit: string;
      readonly min: number;
      readonly max: number;
      readonly initial: number;
    })
  | (FieldBase & { readonly type: 'toggle'; readonly initial: boolean });

export interface KindSpec {
  /** The kind's name on chain: ASCII, at most 32 bytes. */
  readonly id: string;
  readonly label: string;
  /** What one chunk is to a person: `photo`, `photos`. */
  readonly item: { readonly one: string; readonly many: string };
  /** Extensions of files it takes, without the dot: what a file dialog offers. The content decides. */
  readonly extensions: readonly string[];
  /** Options that people often want, by what they are for. */
  readonly presets: readonly { readonly label: string; readonly options: TaskOptions }[];
  readonly plans: readonly Plan[];
  /** Options by name, in the order a form shows them. */
  readonly fields: Readonly<Record<string, OptionField>>;
  /** Whether chunks are independent, or each starts from the output of the one before. */
  readonly chunking: 'independent' | 'line';
  readonly limits: { readonly maxFileBytes: number; readonly maxChunksPerTask: number };
  /** Completes and checks options. @throws AppError `input.bad-option`. */
  readonly parseOptions: (options: TaskOptions) => TaskOptions;
  /** Reference CPU-seconds one chunk takes; constants measured by the benchmark, see the kind's README. */
  readonly estimateSeconds: (figures: Figures, options: TaskOptions) => number;
}
