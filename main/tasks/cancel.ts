import { AppError } from '../../domain/errors.js';

/** @throws AppError `task.cancelled` once the signal was given. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('task.cancelled', 'The work was stopped before its end. Start it again to go on.');
}

/** Lets waiting messages in, an abort among them, between two synchronous calls of an engine. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  throwIfCancelled(signal);
}
