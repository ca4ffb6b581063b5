/** Calls of Home and the People pages: who am I, what have I got, who owes whom. Amounts are mCC as decimal text. */
import { z } from 'zod';
import type { IpcTable } from './call.js';

const amountMcc = z.string().regex(/^-?\d+$/);

const standing = z.object({
  address: z.string(),
  account: z.string(),
  name: z.string(),
  isRegistered: z.boolean(),
  hasSeat: z.boolean(),
  availableMcc: amountMcc,
  grantMcc: amountMcc,
  owedMcc: amountMcc,
  owesMcc: amountMcc,
  positionMcc: amountMcc,
  accepted: z.number(),
  rejected: z.number(),
});

export const peopleCalls = {
  'people.me': { input: z.null(), output: standing },
  'people.debts': {
    input: z.null(),
    output: z.array(z.object({ debtor: z.string(), creditor: z.string(), amountMcc })),
  },
} as const satisfies IpcTable;
