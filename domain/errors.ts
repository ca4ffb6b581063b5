/**
 * Every way things go wrong that a person may hear of. A message says what happened and what to do next;
 * `data` carries the values it speaks of, so that another surface can word it anew.
 */

export const ERROR_CODES = [
  'input.not-an-image',
  'input.truncated',
  'input.too-large',
  'input.bad-option',
  'input.no-files',
  'input.file-changed',
  'input.unreadable',
  'input.malformed',
  'funds.not-enough',
  'chain.unreachable',
  'chain.wrong-network',
  'chain.refused',
  'chain.busy',
  'chain.pruned',
  'storage.not-found',
  'storage.wrong-bytes',
  'storage.too-large',
  'storage.disk-full',
  'storage.not-writable',
  'storage.timed-out',
  'process.crashed',
  'process.timed-out',
  'process.broken',
  'process.folder-in-use',
  'task.cancelled',
  'task.engine-mismatch',
  'task.result-mismatch',
  'wallet.bad-phrase',
  'wallet.locked',
  'bug',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorData = Readonly<Record<string, string | number | boolean>>;

/** How an error crosses a process or window boundary. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly data?: ErrorData;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData | undefined;

  constructor(code: ErrorCode, message: string, options: { data?: ErrorData; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = options.data;
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}

/** What to send across a boundary for any thrown value; an unforeseen one becomes `bug`. */
export function reportOf(thrown: unknown): ErrorReport {
  if (isAppError(thrown)) {
    return { code: thrown.code, message: thrown.message, ...(thrown.data && { data: thrown.data }) };
  }
  return { code: 'bug', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

export function errorOf(report: ErrorReport): AppError {
  return new AppError(report.code, report.message, report.data ? { data: report.data } : {});
}
