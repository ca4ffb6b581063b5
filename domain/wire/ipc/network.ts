/** Calls of the Network page: which one, since when in step, what is out there. */
import { z } from 'zod';
import type { IpcTable } from './call.js';

const amountMcc = z.string().regex(/^\d+$/);

export const networkCalls = {
  'network.status': {
    input: z.null(),
    output: z.object({
      name: z.string(),
      isConnected: z.boolean(),
      block: z.number(),
      people: z.number(),
      seats: z.number(),
      openTasks: z.number(),
      pids: z.record(z.string(), z.number()),
    }),
  },
  /** Every account's totals and every debt, as this node knows them. Amounts are mCC as decimal text. */
  'network.ledger': {
    input: z.null(),
    output: z.object({
      accounts: z.array(
        z.object({
          name: z.string(),
          owedMcc: amountMcc,
          owesMcc: amountMcc,
          escrowedMcc: amountMcc,
          grantMcc: amountMcc,
        }),
      ),
      debts: z.array(z.object({ debtor: z.string(), creditor: z.string(), amountMcc })),
      verifiedComputeMcc: amountMcc,
    }),
  },
} as const satisfies IpcTable;
