/**
 * What a settlement pays, as part of the moment it happened at. The ledger's events name only what was set aside, so a
 * payment is one of a task that was settled earlier in the same block: out of its escrow, or out of its claim's bond.
 */
import type { PaymentFact } from '../../domain/facts.js';
import type { Hex } from '../../domain/identity.js';
import { mcc } from '../../domain/units.js';
import { bondIdOf } from '../chain/encode.js';
import { lower } from './decode.js';
import type { Mirror } from './store.js';

/** The tasks that a block has settled so far. */
export type Settled = Set<Hex>;

interface Paid {
  readonly holdId: Hex;
  readonly payer: string;
  readonly payee: string;
  readonly amountMcc: bigint;
  readonly ofGrantMcc: bigint;
}

/** Adds a payment to the last moment of the task it belongs to; one of no task is left aside. */
export function applyPayment(mirror: Mirror, paid: Paid, settled: Settled): void {
  const { holdId, payer, payee, amountMcc, ofGrantMcc } = paid;
  const taskId = [...settled].find((one) => one === holdId || bondOf(mirror, one) === holdId);
  const task = taskId === undefined ? undefined : mirror.task(taskId);
  const last = task?.moments.at(-1);
  if (!task || !last) return;
  const amounts = { amount: mcc(amountMcc), ofGrant: mcc(ofGrantMcc) };
  const payment: PaymentFact = { from: lower(payer), to: lower(payee), ...amounts };
  const moments = task.moments.with(-1, { ...last, payments: [...(last.payments ?? []), payment] });
  mirror.taskTable.set(task.taskId, { ...task, moments });
}

function bondOf(mirror: Mirror, taskId: Hex): Hex | undefined {
  const attempt = mirror.task(taskId)?.claim?.attempt;
  return attempt === undefined ? undefined : bondIdOf(taskId, attempt);
}
