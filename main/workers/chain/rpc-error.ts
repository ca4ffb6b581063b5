/** Errors as they leave the server: JSON-RPC codes, and our own code in `data.code` where there is one. */
import { type ErrorCode, isAppError } from '../../../domain/errors.js';

/** JSON-RPC numbers of this server's own errors. */
const CODES: Partial<Record<ErrorCode, number>> = {
  'chain.busy': -32010,
  'chain.pruned': -32011,
  'chain.refused': -32012,
  'input.malformed': -32602,
};

/** An error a client is told of. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

/** What to answer for anything thrown. */
export function rpcErrorOf(thrown: unknown): { code: number; message: string; data?: unknown } {
  if (thrown instanceof RpcError) {
    return { code: thrown.code, message: thrown.message, ...(thrown.data !== undefined && { data: thrown.data }) };
  }
  if (isAppError(thrown)) {
    return { code: CODES[thrown.code] ?? -32000, message: thrown.message, data: { ...thrown.data, code: thrown.code } };
  }
  return { code: -32000, message: thrown instanceof Error ? thrown.message : String(thrown), data: { code: 'bug' } };
}
