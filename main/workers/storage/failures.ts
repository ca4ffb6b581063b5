/** The storage process's failures in words: one function for each thing that goes wrong outside our control. */
import { AppError } from '../../../domain/errors.js';

/** `thrown` as `storage.disk-full` when the disk itself has no room, otherwise as it is. */
export function diskFailure(thrown: unknown): unknown {
  if (!saysDiskFull(thrown)) return thrown;
  const message = 'The disk is full. Free some space on it, then try again; nothing stored before is lost.';
  return new AppError('storage.disk-full', message, { cause: thrown });
}

/** The stores wrap the system's error into text, so the text is read too. */
function saysDiskFull(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT')) return true;
  return /ENOSPC|EDQUOT|No space left on device/i.test(thrown.message) || saysDiskFull(thrown.cause);
}

/** The cap is reached and everything stored is still owed to somebody. */
export function capReached(usedBytes: number, capBytes: number, neededBytes: number): AppError {
  const message =
    `The storage of this node is full: ${inMegabytes(usedBytes)} of ${inMegabytes(capBytes)} are in use and still needed. ` +
    'Allow it more space in Settings, or wait until finished jobs are released.';
  return new AppError('storage.disk-full', message, { data: { usedBytes, capBytes, neededBytes } });
}

function inMegabytes(count: number): string {
  return `${(count / 1e6).toFixed(1)} MB`;
}

/** What came under the CID is not what the CID names. */
export function wrongBytes(cid: string, why: string): AppError {
  return new AppError(
    'storage.wrong-bytes',
    `What was sent for ${cid} is not what it names: ${why} Nothing was kept.`,
    {
      data: { cid },
    },
  );
}

/** Nobody who was asked gave it. */
export function notFound(cid: string, why: string): AppError {
  return new AppError(
    'storage.not-found',
    `${cid} could not be fetched: ${why} Try again when a peer that has it is online.`,
    {
      data: { cid },
    },
  );
}

/** It has, or says it has, more bytes than the caller allows. */
export function tooLarge(cid: string, maxBytes: number): AppError {
  const message = `The file behind ${cid} is larger than the ${maxBytes} bytes it may have. It was not fetched.`;
  return new AppError('storage.too-large', message, { data: { cid, maxBytes } });
}

/** The caller's time was over first. */
export function timedOut(cid: string, timeoutMs: number): AppError {
  const message = `${cid} did not arrive within ${timeoutMs / 1000} s. Try again; what has arrived is not sent twice.`;
  return new AppError('storage.timed-out', message, { data: { cid, timeoutMs } });
}
