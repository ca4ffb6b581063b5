/** Calls for the recovery words: whoever has them has the account. */
import { z } from 'zod';
import type { IpcTable } from './call.js';

export const walletCalls = {
  'wallet.words': { input: z.null(), output: z.object({ words: z.array(z.string()) }) },
  /** Two words asked back; `isRight` also notes that they were saved. Positions count from 1. */
  'wallet.confirm': {
    input: z.object({ answers: z.array(z.object({ position: z.number().int().min(1), word: z.string() })).min(2) }),
    output: z.object({ isRight: z.boolean() }),
  },
} as const satisfies IpcTable;
