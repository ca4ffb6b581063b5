/** Calls of the Lend page: what is this computer doing, and why. */
import { z } from 'zod';
import type { IpcTable } from './call.js';
import { CHUNK_STATES, address, amountMcc, moment } from './shapes.js';

/** `finishing`: told to pause while a task is in hand; it is done first. */
export const LEND_STATES = ['off', 'waiting', 'working', 'checking', 'finishing'] as const;
export type LendState = (typeof LEND_STATES)[number];

const current = z.object({
  taskId: z.string(),
  kindLabel: z.string(),
  requester: z.string(),
  /** Leads to their page, and draws their glyph. */
  requesterAddress: address.optional(),
  isCheck: z.boolean(),
  chunks: z.array(z.enum(CHUNK_STATES)),
  done: z.number(),
  startedAt: moment,
  /** Reference CPU-seconds of the whole task. */
  estimateSeconds: z.number(),
  /** To come when it is accepted. */
  earnsMcc: amountMcc,
});

const status = z.object({
  state: z.enum(LEND_STATES),
  /** The state and its first reason, as a sentence. */
  sentence: z.string(),
  /** The way out of it, where there is one. */
  hint: z.string().optional(),
  pausedUntil: moment.optional(),
  current: z.array(current),
});
export type LendStatus = z.infer<typeof status>;
export const lendStatus = status;

const historyRow = z.object({
  taskId: z.string(),
  at: moment,
  kindLabel: z.string(),
  requester: z.string(),
  /** Leads to their page, and draws their glyph. */
  requesterAddress: address.optional(),
  isCheck: z.boolean(),
  chunks: z.number(),
  computeMs: z.number().optional(),
  earnedMcc: amountMcc,
  sentence: z.string(),
});
export type LendRow = z.infer<typeof historyRow>;

const checking = z.object({
  /** What the person wants. */
  isOn: z.boolean(),
  hasSeat: z.boolean(),
  /** Kept while it holds a seat, and until the notice has run out. */
  depositMcc: amountMcc,
  availableMcc: amountMcc,
  /** From stopping to when the deposit comes back. */
  noticeMs: z.number(),
  /** Once it is not drawn any more: when the deposit comes back. */
  backAt: moment.optional(),
});
export type Checking = z.infer<typeof checking>;

const page = z.object({
  status,
  checking,
  today: z.object({ earnedMcc: amountMcc, tasks: z.number(), checks: z.number(), workedMs: z.number() }),
  /** Spans of the last 24 hours, oldest first; what lies between them was idle or off. */
  band: z.array(z.object({ from: moment, to: moment, what: z.enum(['working', 'checking']), sentence: z.string() })),
  waitingTasks: z.number(),
  history: z.array(historyRow),
});
export type LendPage = z.infer<typeof page>;

export const lendCalls = {
  'lend.page': { input: z.null(), output: page },
  'lend.start': { input: z.null(), output: z.null() },
  /** Takes nothing new; until `until`, or until it is started again. */
  'lend.pause': { input: z.object({ until: moment.optional() }), output: z.null() },
} as const satisfies IpcTable;
