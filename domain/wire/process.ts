/**
 * The calls main makes to its children, one table a process. Only paths, CIDs and small values cross:
 * never bytes, never ports. Both sides check what they get.
 */
import { z } from 'zod';
import { ERROR_CODES } from '../errors.js';
import { reach } from './profile.js';

/** One call: what goes in, what comes out, and the events a child may send while it runs. */
export interface CallSchema {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly progress?: z.ZodType;
}

export type CallTable = Readonly<Record<string, CallSchema>>;

const cid = z.string().min(8).max(128);
const path = z.string().min(1);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const size = z.number().int().nonnegative();
const peerAddress = z.string().min(1).max(256);

const storedFile = z.object({ cid, size });
export type StoredFile = z.infer<typeof storedFile>;

/** The IPFS node: `open` comes first and once. */
export const storageCalls = {
  open: {
    input: z.object({
      folder: path,
      capBytes: size,
      listen: z.array(peerAddress),
      discoverLocally: z.boolean(),
    }),
    output: z.object({ peerId: z.string(), addresses: z.array(peerAddress) }),
  },
  /** Streams a file in and pins it. */
  add: { input: z.object({ path }), output: storedFile },
  /** Streams the file a CID names to `path` and pins it; every block is checked against its hash. */
  fetch: {
    input: z.object({ cid, path, maxBytes: size, timeoutMs: size, providers: z.array(peerAddress) }),
    output: storedFile,
    progress: z.object({ bytes: size }),
  },
  unpin: { input: z.object({ cid }), output: z.null() },
  connect: { input: z.object({ addresses: z.array(peerAddress) }), output: z.object({ connected: size }) },
  usage: { input: z.null(), output: z.object({ usedBytes: size, capBytes: size, pins: size, peers: size }) },
} as const satisfies CallTable;

/** What a file is, found without decoding more than needed. */
const figures = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Figures = z.infer<typeof figures>;

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** A kind's options as a person chose them; the kind's own schema checks them. */
export type TaskOptions = z.infer<typeof options>;

const chunkInput = z.object({ path, size });
const chunkOutput = z.object({ index: size, path, size, digest: hash });
/** A computed chunk: its file in the scratch folder, and the sha256 of its bytes. */
export type ChunkOutput = z.infer<typeof chunkOutput>;

/** One kind's steps; a process serves one task at a time and only in the folders it is given. */
export const taskCalls = {
  inspect: {
    input: z.object({ kind: z.string(), paths: z.array(path) }),
    output: z.array(z.object({ path, size, figures })),
  },
  /** Cuts files into chunk inputs in `scratch`, in the order of the files. */
  split: {
    input: z.object({ kind: z.string(), paths: z.array(path), options, scratch: path }),
    output: z.array(chunkInput.extend({ digest: hash, name: z.string() })),
  },
  /** Computes the chunks asked for, telling of each as it is finished. */
  run: {
    input: z.object({
      kind: z.string(),
      options,
      chunks: z.array(z.object({ index: size, path })),
      scratch: path,
    }),
    output: z.array(chunkOutput),
    progress: chunkOutput,
  },
  /** Makes the files a person gets out of checked chunks; `names` are those of the files they chose. */
  join: {
    input: z.object({
      kind: z.string(),
      options,
      chunks: z.array(z.object({ index: size, path })),
      names: z.array(z.string()),
      folder: path,
    }),
    output: z.array(z.object({ path, size })),
  },
  /**
   * Makes a small WebP picture `to` of a file: as it is, or as it would become with `options`. What comes out is the
   * size of what the picture stands for: pixels, upright, and bytes.
   */
  preview: {
    input: z.object({ kind: z.string(), path, options: options.optional(), longestSide: size, to: path }),
    output: z.object({ width: size, height: size, size }),
  },
  engine: { input: z.object({ kind: z.string() }), output: z.object({ engineHash: hash }) },
} as const satisfies CallTable;

/** The embedded network, where this machine hosts it. */
export const chainCalls = {
  /** Opens or makes the chain in `folder`; a new one endows `endowed` and makes the first of them sudo. */
  open: {
    input: z.object({
      folder: path,
      runtimePath: path,
      chainName: z.string().min(1).max(64),
      endowed: z.array(z.string()).min(1),
      port: size,
      reach,
    }),
    output: z.object({ endpoint: z.string(), genesisHash: hash, head: size, isNew: z.boolean() }),
  },
  status: { input: z.null(), output: z.object({ head: size, connections: size, waiting: size }) },
} as const satisfies CallTable;

/** A whole node of somebody who lives on this computer, for a person alone. */
export const neighbourCalls = {
  /** Joins by the invitation file at `invitation`; `root` is the folder of the whole program. */
  open: {
    input: z.object({ data: path, root: path, name: z.string(), invitation: path, works: z.boolean() }),
    output: z.object({ address: z.string() }),
  },
  /** Has files made into `folder` by others, as a person would, if it can afford it. */
  order: {
    input: z.object({ kind: z.string(), paths: z.array(path), options, folder: path }),
    output: z.null(),
  },
} as const satisfies CallTable;

export const PROCESS_CALLS = {
  storage: storageCalls,
  task: taskCalls,
  chain: chainCalls,
  neighbour: neighbourCalls,
} as const;
export type ProcessName = keyof typeof PROCESS_CALLS;

const errorReport = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** What main sends to a child. */
export const toChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: size, name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('abort'), id: size }),
  z.object({ type: z.literal('stop') }),
]);
export type ToChild = z.infer<typeof toChild>;

/** What a child sends to main. */
export const fromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('done'), id: size, output: z.unknown() }),
  z.object({ type: z.literal('failed'), id: size, error: errorReport }),
  z.object({ type: z.literal('progress'), id: size, value: z.unknown() }),
]);
export type FromChild = z.infer<typeof fromChild>;

export type InputOf<Schema extends CallSchema> = z.infer<Schema['input']>;
export type OutputOf<Schema extends CallSchema> = z.infer<Schema['output']>;
export type ProgressOf<Schema extends CallSchema> = Schema extends { progress: infer Progress extends z.ZodType }
  ? z.infer<Progress>
  : never;
