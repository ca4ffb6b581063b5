/** Calls of the Jobs pages and the composer: what would it cost, order it, how is it going. */
import { z } from 'zod';
import { ERROR_CODES } from '../../errors.js';
import type { IpcTable } from './call.js';
import { CHUNK_STATES, amountMcc, happening, moment, problem, taskId, values } from './shapes.js';

/** A job's files; more are refused with a sentence. */
export const MOST_FILES = 2000;
/** Where a window finds the pictures made for it; a plain file name follows. */
export const PREVIEW_URL = 'app://corehour/preview/';

const order = z.object({
  kind: z.string(),
  paths: z.array(z.string()).max(10_000),
  options: values,
  /** Where the files go; made when missing. */
  folder: z.string(),
});

const quote = z.object({
  files: z.array(z.object({ path: z.string(), name: z.string(), size: z.number(), figures: values })),
  refused: z.array(z.object({ path: z.string(), code: z.enum(ERROR_CODES), message: z.string() })),
  /** The going price of a credit's worth of work, in basis points of it. */
  askBps: z.number(),
  tasks: z.number(),
  /** CPU-seconds of the reference machine. */
  estimateSeconds: z.number(),
  bountyMcc: amountMcc,
  platformFeeMcc: amountMcc,
  /** For the two who usually check; fees for more are set aside and come back. */
  verifierFeeMcc: amountMcc,
  setAsideMcc: amountMcc,
  availableMcc: amountMcc,
  isAffordable: z.boolean(),
  /** Computers that could take it now. */
  workers: z.number(),
  checkers: z.number(),
});
export type JobQuote = z.infer<typeof quote>;

const taskMoment = z.object({
  what: z.string(),
  at: moment,
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
  moments: z.array(taskMoment),
});

const job = z.object({
  jobId: z.string(),
  kind: z.string(),
  orderedAt: moment,
  folder: z.string(),
  sentence: z.string(),
  isDone: z.boolean(),
  tasks: z.array(task),
  /** Finished files in the folder. */
  files: z.array(z.string()),
  /** What ended the job. */
  problem: problem.optional(),
  /** What keeps it waiting: it is tried again by itself. */
  trouble: problem.optional(),
});
export type JobView = z.infer<typeof job>;

/** How a job stands, for filters and colours: its sentence says the rest. */
export const JOB_STATES = ['under-way', 'done', 'stopped'] as const;
export type JobState = (typeof JOB_STATES)[number];

const row = z.object({
  jobId: z.string(),
  /** From its files: `12 photos`, `beach.jpg`. */
  name: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  state: z.enum(JOB_STATES),
  sentence: z.string(),
  chunksDone: z.number(),
  chunks: z.number(),
  /** Paid so far or, before the end, set aside. */
  priceMcc: amountMcc,
  orderedAt: moment,
  /** A finished file, or else a chosen one, for the thumbnail. */
  picture: z.string().optional(),
});
export type JobRow = z.infer<typeof row>;

const chunk = z.object({
  /** Counts through the whole job. */
  index: z.number(),
  /** The file a person knows it by. */
  name: z.string(),
  state: z.enum(CHUNK_STATES),
  /** Who computes or computed it. */
  worker: z.string().optional(),
  /** Who re-computed it. */
  checkers: z.array(z.string()),
  at: moment.optional(),
  /** The chosen file; it may be gone by now. */
  source: z.string().optional(),
  /** The finished file. */
  result: z.string().optional(),
});
export type JobChunk = z.infer<typeof chunk>;

const page = row.extend({
  folder: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The options as ordered, for the same again. */
  orderedOptions: values,
  paths: z.array(z.string()),
  life: z.array(happening),
  chunkList: z.array(chunk),
  files: z.array(z.string()),
  workMcc: amountMcc,
  feesMcc: amountMcc,
  problem: problem.optional(),
  trouble: problem.optional(),
  /** Tasks that can still be called off. */
  cancellable: z.array(taskId),
  /** What comes back to the balance when those are called off. */
  backMcc: amountMcc,
});
export type JobPage = z.infer<typeof page>;

const receipt = z.object({
  jobId: z.string(),
  network: z.string(),
  tasks: z.array(
    z.object({
      taskId: z.string(),
      /** Label and value, in reading order: hashes, CIDs, votes, draw, amounts in mCC, blocks. */
      lines: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
  ),
});
export type JobReceipt = z.infer<typeof receipt>;

/** The field matters only while another one has this value. */
const onlyWhen = z.object({ name: z.string(), value: z.string() }).optional();

const field = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('choice'),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    onlyWhen,
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    initial: z.string(),
  }),
  z.object({
    type: z.literal('number'),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    onlyWhen,
    unit: z.string(),
    min: z.number(),
    max: z.number(),
    initial: z.number(),
  }),
  z.object({
    type: z.literal('toggle'),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    onlyWhen,
    initial: z.boolean(),
  }),
]);
export type KindField = z.infer<typeof field>;

const kind = z.object({
  id: z.string(),
  label: z.string(),
  /** What one chunk is: `photo`, `photos`. */
  item: z.object({ one: z.string(), many: z.string() }),
  /** Extensions a file dialog offers, without the dot. */
  extensions: z.array(z.string()),
  fields: z.array(field),
  presets: z.array(z.object({ label: z.string(), options: values })),
});
export type KindCard = z.infer<typeof kind>;

const preview = z.object({ url: z.string(), width: z.number(), height: z.number(), size: z.number() });

export const jobsCalls = {
  'jobs.kinds': { input: z.null(), output: z.array(kind) },
  'jobs.quote': { input: order.omit({ folder: true }), output: quote },
  'jobs.order': { input: order, output: z.object({ jobId: z.string() }) },
  /** Every job with all its tasks: for programs. */
  'jobs.list': { input: z.null(), output: z.array(job) },
  /** Newest first. */
  'jobs.rows': { input: z.null(), output: z.array(row) },
  'jobs.page': { input: z.object({ jobId: z.string() }), output: page },
  'jobs.receipt': { input: z.object({ jobId: z.string() }), output: receipt },
  'jobs.cancel': { input: z.object({ taskId }), output: z.null() },
  /**
   * A picture of a file, made by the task process: as it is, or as it would become with `options`.
   * Width, height (pixels) and `size` (bytes) are those of the file it stands for, not of the picture at the URL.
   */
  'jobs.preview': {
    input: z.object({
      path: z.string(),
      longestSide: z.number().int().min(32).max(2048),
      made: z.object({ kind: z.string(), options: values }).optional(),
    }),
    output: preview,
  },
  /** Copies the finished files to another folder; nothing there is overwritten. */
  'jobs.saveTo': {
    input: z.object({ jobId: z.string(), folder: z.string() }),
    output: z.object({ files: z.array(z.string()) }),
  },
  /** The files of the sample job that came with the app. */
  'jobs.samples': { input: z.null(), output: z.object({ paths: z.array(z.string()) }) },
} as const satisfies IpcTable;
