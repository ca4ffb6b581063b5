/** From samples to what is printed: the median, its spread, and whether it meets the goal. */
import type { Figure } from './benchmark.js';

/** One line of the output; `goal` and `ok` are null for a figure without a goal. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: Figure['unit'];
  readonly goal: number | null;
  readonly ok: boolean | null;
  readonly runs: number;
  readonly min: number;
  readonly max: number;
}

/** @throws Error where there is no sample. */
export function resultOf({ name, unit, goal }: Figure, samples: readonly number[]): Result {
  const sorted = [...samples].sort((one, other) => one - other);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new Error(`${name} was not measured.`);
  const value = ((sorted[(sorted.length - 1) >> 1] ?? min) + (sorted[sorted.length >> 1] ?? max)) / 2;
  const ok = goal === undefined ? null : value <= goal;
  const rest = { runs: sorted.length, min: rounded(min), max: rounded(max) };
  return { name, value: rounded(value), unit, goal: goal ?? null, ok, ...rest };
}

/** Four digits that matter. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

const HEADINGS = ['name', 'figure', 'unit', 'goal', 'runs', 'spread'];

/** The results as lines of a table with aligned columns. */
export function tableOf(results: readonly Result[]): string {
  const rows = [HEADINGS, ...results.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function cellsOf({ name, value, unit, goal, ok, runs, min, max }: Result): string[] {
  const judged = goal === null ? '' : `at most ${goal}: ${ok ? 'met' : 'missed'}`;
  return [name, shown(value), unit, judged, String(runs), `${shown(min)} to ${shown(max)}`];
}

/** Three digits that matter. */
function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
