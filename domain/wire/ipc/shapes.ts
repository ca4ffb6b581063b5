/** Shapes that calls of several pages share. */
import { z } from 'zod';
import { ERROR_CODES } from '../../errors.js';

/** mCC as decimal text: bigints cross as text. */
export const amountMcc = z.string().regex(/^-?\d+$/);
/** A kind's options, or what is known of a file. */
export const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** A contract-side address. */
export const address = z.string().regex(/^0x[0-9a-f]{40}$/);
export const taskId = z.string().regex(/^0x[0-9a-f]{64}$/);
/** Milliseconds since the Unix epoch. */
export const moment = z.number();
export const problem = z.object({ code: z.string(), message: z.string() });
/** A report as it crosses when a call fails. */
export const errorReport = z.object({ code: z.enum(ERROR_CODES), message: z.string(), data: values.optional() });

/** How one chunk stands, for the requester and for the worker alike. */
export const CHUNK_STATES = [
  'waiting',
  'computing',
  /** Computed; whether it is right is not known yet. */
  'computed',
  /** Drawn: others are re-computing it now. */
  'checking',
  /** Re-computed by others, who agreed; the task is settled. */
  'checked',
  /** Settled because the drawn chunks of its task were right. */
  'accepted',
  /** Nobody will compute it: cancelled, or out of time. */
  'dropped',
] as const;
export type ChunkState = (typeof CHUNK_STATES)[number];

/** Where a sentence or row leads. */
export const target = z.discriminatedUnion('page', [
  z.object({ page: z.literal('job'), jobId: z.string() }),
  z.object({ page: z.literal('person'), address }),
  z.object({ page: z.literal('lend') }),
]);
export type Target = z.infer<typeof target>;

/** Something that happened, as a sentence. */
export const happening = z.object({
  id: z.string(),
  at: moment,
  sentence: z.string(),
  /** What it brought (above nothing) or took. */
  amountMcc: amountMcc.optional(),
  opens: target.optional(),
});
export type Happening = z.infer<typeof happening>;
