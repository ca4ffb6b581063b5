/** Calls of the Jobs pages: what would it cost, order it, how is it going. Amounts are mCC as decimal text. */
import { z } from 'zod';
import { ERROR_CODES } from '../../errors.js';
import type { IpcTable } from './call.js';

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const amountMcc = z.string().regex(/^-?\d+$/);
const refusal = z.object({ path: z.string(), code: z.enum(ERROR_CODES), message: z.string() });

const order = z.object({
  kind: z.string(),
  paths: z.array(z.string()).max(2000),
  options,
  /** Where the files go; made when missing. */
  folder: z.string(),
});

const quote = z.object({
  files: z.array(z.object({ path: z.string(), name: z.string(), size: z.number(), figures: options })),
  refused: z.array(refusal),
  /** The going price of a credit's worth of work, in basis points of it. */
  askBps: z.number(),
  tasks: z.number(),
  estimateSeconds: z.number(),
  bountyMcc: amountMcc,
  feesMcc: amountMcc,
  setAsideMcc: amountMcc,
  availableMcc: amountMcc,
  isAffordable: z.boolean(),
});
export type JobQuote = z.infer<typeof quote>;

const moment = z.object({
  what: z.string(),
  at: z.number(),
  block: z.number(),
  who: z.string().optional(),
  others: z.array(z.string()).optional(),
  amountMcc: amountMcc.optional(),
});

const task = z.object({
  taskId: z.string(),
  state: z.string(),
  sentence: z.string(),
  chunkCount: z.number(),
  bountyMcc: amountMcc,
  worker: z.string().optional(),
  /** What the worker said its last submission took, in milliseconds. */
  computeMs: z.number().optional(),
  failures: z.number(),
  moments: z.array(moment),
});

const job = z.object({
  jobId: z.string(),
  kind: z.string(),
  orderedAt: z.number(),
  folder: z.string(),
  sentence: z.string(),
  isDone: z.boolean(),
  tasks: z.array(task),
  /** Finished files in the folder. */
  files: z.array(z.string()),
  /** What ended the job. */
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
  /** What keeps it waiting: it is tried again by itself. */
  trouble: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type JobView = z.infer<typeof job>;

export const jobsCalls = {
  'jobs.quote': { input: order.omit({ folder: true }), output: quote },
  'jobs.order': { input: order, output: z.object({ jobId: z.string() }) },
  'jobs.list': { input: z.null(), output: z.array(job) },
  'jobs.cancel': { input: z.object({ taskId: z.string().regex(/^0x[0-9a-f]{64}$/) }), output: z.null() },
} as const satisfies IpcTable;
