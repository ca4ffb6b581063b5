/** What went wrong between this node and a network, told by what the network's server answered, or that it did not. */
import { AppError, isAppError } from '../../domain/errors.js';
import { codeOf } from '../code-of.js';

/** The JSON-RPC number by which a hosted network says that too much of ours waits already. */
const BUSY = -32_010;

/** Nothing came back: the act may have been done or not. */
export function lost(label: string, cause?: unknown): AppError {
  const message = `No answer to "${label}" from the network. It is tried again when the line is back.`;
  return new AppError('chain.unreachable', message, { cause });
}

/** The network had it and let it go, as after a change of blocks. @param fate In the network's own word. */
export function dropped(label: string, fate: string): AppError {
  const message = `The network let "${label}" go before a block held it (${fate}). It is tried again.`;
  return new AppError('chain.unreachable', message, { data: { call: label, reason: fate } });
}

/**
 * The error behind a call that failed. Only what the server itself refused is a refusal: a line that broke says nothing
 * about the call.
 */
export function callError(label: string, thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  const code = codeOf(thrown);
  if (typeof code !== 'number') return lost(label, thrown);
  if (code === BUSY) {
    return new AppError('chain.busy', `The network is busy and did not take "${label}". It is tried again soon.`, {
      cause: thrown,
    });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('chain.refused', `The network did not take "${label}": ${detail}`, {
    data: { call: label, reason: 'pool', detail },
    cause: thrown,
  });
}
