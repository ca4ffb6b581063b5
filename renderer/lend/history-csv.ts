/** What this computer computed, as a CSV file: one line a task, units in the names of the columns. */
import type { LendRow } from '../../domain/wire/ipc/lend.js';
import { MCC_PER_CC } from '../../domain/units.js';

const COLUMNS = ['time', 'what', 'kind', 'for', 'chunks', 'compute_seconds', 'earned_cc', 'outcome', 'task'] as const;
/** A spreadsheet would compute what begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

/** `rows` in their order, with a head line; RFC 4180, times in UTC. */
export function historyCsv(rows: readonly LendRow[]): string {
  return [COLUMNS, ...rows.map(cells)].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cells(row: LendRow): string[] {
  return [
    new Date(row.at).toISOString(),
    row.isCheck ? 'check' : 'task',
    plain(row.kindLabel),
    plain(row.requester),
    String(row.chunks),
    row.computeMs === undefined ? '' : (row.computeMs / 1000).toFixed(1),
    creditsText(BigInt(row.earnedMcc)),
    plain(row.sentence),
    row.taskId,
  ];
}

/** Credits as a number that a spreadsheet can add up, `1.250`. */
function creditsText(amount: bigint): string {
  const absolute = amount < 0n ? -amount : amount;
  const rest = (absolute % MCC_PER_CC).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${absolute / MCC_PER_CC}.${rest}`;
}

/** Strangers choose their names: none may become a formula. */
function plain(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
