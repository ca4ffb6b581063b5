/** The words people read, in one place, for windows and terminals alike. */
import type { TaskState } from './facts.js';
import { type Mcc, type Ms, formatCredits } from './units.js';

/** The commons, as the other side of a debt. */
export const COMMONS_NAME = 'the commons';
/** The account that receives the platform's fees, as the other side of a debt. */
export const PLATFORM_NAME = 'the platform';
/** Stands for somebody the mirror has no name for. */
export const UNKNOWN_PERSON = 'Somebody';

export const STATE_WORDS: Readonly<Record<TaskState, string>> = {
  none: 'Not posted yet',
  open: 'Waiting for a computer',
  claimed: 'Being computed',
  sealed: 'Computed, waiting to be checked',
  checking: 'Being checked by others',
  accepted: 'Checked and settled',
  cancelled: 'Cancelled',
  expired: 'Ran out of time',
};

/** `1 photo`, `3 photos`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A span as people say it: `0.4 s`, `12 s`, `3 min`. */
export function span(length: Ms): string {
  if (length < 10_000) return `${(length / 1000).toFixed(1)} s`;
  if (length < 120_000) return `${Math.round(length / 1000)} s`;
  return `${Math.round(length / 60_000)} min`;
}

export function owesSentence(debtor: string, creditor: string, amount: Mcc): string {
  return `${debtor} owes ${creditor} ${formatCredits(amount)}`;
}

/** `Ada`, `Ada and Ben`, `Ada, Ben and Cleo`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
