/**
 * What a credit's worth of work goes for: the median of bounty ÷ estimate over the kind's last accepted tasks.
 * With too few of them to say, a little over cost, so that a first worker has a margin.
 */
import { type Bps, type Mcc, WHOLE_BPS, bps } from '../units.js';

const REMEMBERED_TASKS = 20;
const FEWEST_TASKS = 5;
const OPENING_ASK = bps(12_500);

/** One accepted task: what was paid, and what the work was estimated at. Newest first. */
export interface PaidTask {
  readonly bounty: Mcc;
  readonly estimate: Mcc;
}

/** Asked per estimated credit, as basis points of it. */
export function askOf(accepted: readonly PaidTask[]): Bps {
  const ratios = accepted
    .slice(0, REMEMBERED_TASKS)
    .filter(({ estimate }) => estimate > 0n)
    .map(({ bounty, estimate }) => Number((bounty * WHOLE_BPS) / estimate))
    .sort((one, other) => one - other);
  if (ratios.length < FEWEST_TASKS) return OPENING_ASK;
  const middle = ratios.length / 2;
  const upper = ratios[Math.floor(middle)] ?? OPENING_ASK;
  const lower = ratios[Math.ceil(middle) - 1] ?? upper;
  return bps(Math.round((lower + upper) / 2));
}
