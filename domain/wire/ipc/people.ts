/** Calls of the People pages: who am I, what have I got, who owes whom. */
import { z } from 'zod';
import type { IpcTable } from './call.js';
import { address, amountMcc, happening, moment } from './shapes.js';

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
export type Standing = z.infer<typeof standing>;
export const standingShape = standing;

const row = z.object({
  address,
  name: z.string(),
  /** The commons and the platform are accounts of nobody. */
  role: z.enum(['person', 'commons', 'platform']),
  /** Lives on this computer: started by this app. */
  isNeighbour: z.boolean(),
  youOweMcc: amountMcc,
  owesYouMcc: amountMcc,
  lastAt: moment.optional(),
  accepted: z.number(),
  rejected: z.number(),
});
export type PersonRow = z.infer<typeof row>;

const list = z.object({ owedMcc: amountMcc, owesMcc: amountMcc, rows: z.array(row) });
export type PeopleList = z.infer<typeof list>;

const person = row.extend({
  reputation: z.object({
    accepted: z.number(),
    rejected: z.number(),
    lapses: z.number(),
    noShows: z.number(),
    disagreements: z.number(),
    streak: z.number(),
    earnedMcc: amountMcc,
  }),
  hasSeat: z.boolean(),
  /** What passed between you, newest first. */
  history: z.array(happening),
  /** What would settle the debt, as sentences. */
  settle: z.array(z.string()),
});
export type PersonPage = z.infer<typeof person>;

export const peopleCalls = {
  'people.me': { input: z.null(), output: standing },
  'people.debts': {
    input: z.null(),
    output: z.array(z.object({ debtor: z.string(), creditor: z.string(), amountMcc })),
  },
  /** Everybody known, those with debts first. */
  'people.list': { input: z.null(), output: list },
  'people.person': { input: z.object({ address }), output: person },
} as const satisfies IpcTable;
