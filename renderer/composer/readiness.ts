/** Whether the job can be posted as it stands, and if not, the first thing that is missing. */
import type { Order } from './use-order.js';

/** Why it cannot be posted yet, in a sentence; undefined when it can. Too few credits are told apart by the quote. */
export function missingOf(order: Order, folder: string | undefined): string | undefined {
  const { draft, inspection, errors, quote } = order;
  if (draft.files.length === 0) return draft.listing > 0 ? 'Listing the files…' : 'Choose files first.';
  if (inspection.problem) return 'The files could not be looked at. Try again above.';
  if (inspection.left > 0) return 'Looking at the files…';
  if (inspection.fine.length === 0) return 'None of these files can be computed. Choose others.';
  if (errors.size > 0 || order.quoteError?.code === 'input.bad-option') return 'Change the option marked in red.';
  if (order.quoteError) return 'There is no price yet.';
  if (!quote || order.isQuoteOld) return 'Asking for the price…';
  if (folder === undefined) return 'Choose where the results go.';
  return undefined;
}
