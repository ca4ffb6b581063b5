/**
 * The two documents of a task, as canonical bytes: the input manifest a requester posts and the output manifest a
 * worker submits. Canonical means one spelling: UTF-8 JSON, keys sorted, no spaces. Parsing
 * checks that the bytes are that spelling, so a hash names one document only.
 */
import { z } from 'zod';
import { AppError } from '../errors.js';

const cid = z.string().regex(/^[A-Za-z0-9]{8,128}$/);
const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text) => text as `0x${string}`);
const scalar = z.union([z.string().max(256), z.number(), z.boolean()]);
const record = z.record(z.string().max(64), scalar);

/** The most chunks a task may hold; the contracts refuse more. */
export const MOST_CHUNKS = 256;

/** A chunk's bytes: where they are, how many, and their sha256. */
const chunk = z.object({ cid, size: z.number().int().positive(), digest: hash });

const inputManifest = z.object({
  version: z.literal(1),
  kind: z.string().max(32),
  /** How the bytes are closed to others; `none`: anyone who has the CID can read them. */
  sealed: z.literal('none'),
  options: record,
  chunks: z
    .array(chunk.extend({ figures: record }))
    .min(1)
    .max(MOST_CHUNKS),
});
export type InputManifest = z.infer<typeof inputManifest>;

const outputManifest = z.object({
  version: z.literal(1),
  sealed: z.literal('none'),
  task: hash,
  chunks: z.array(chunk).min(1).max(MOST_CHUNKS),
});
export type OutputManifest = z.infer<typeof outputManifest>;

/** A longer one is neither made nor fetched. */
export const MANIFEST_MAX_BYTES = 1024 * 1024;

/** JSON with sorted keys, so that two writers of the same values get the same bytes. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
}

function encode(value: unknown): Uint8Array {
  const encoded = new TextEncoder().encode(canonicalText(value));
  if (encoded.length > MANIFEST_MAX_BYTES) {
    throw new AppError('input.too-large', 'The list of chunks of one task is too long. Order fewer files at a time.');
  }
  return encoded;
}

function decode<Schema extends z.ZodType>(schema: Schema, data: Uint8Array): z.infer<Schema> {
  const text = readText(data);
  const parsed = schema.safeParse(readJson(text));
  if (!parsed.success || canonicalText(parsed.data) !== text) {
    throw new AppError('input.malformed', 'The list of chunks is not in the agreed form, so the task is left alone.');
  }
  return parsed.data;
}

/** Other bytes may not read as the same text: a byte order mark stays, and what is no UTF-8 reads as nothing. */
function readText(data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return '';
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws AppError `input.too-large`. */
export function encodeInputManifest(manifest: InputManifest): Uint8Array {
  return encode(inputManifest.parse(manifest));
}

/** @throws AppError `input.malformed`. */
export function decodeInputManifest(data: Uint8Array): InputManifest {
  return decode(inputManifest, data);
}

/** @throws AppError `input.too-large`. */
export function encodeOutputManifest(manifest: OutputManifest): Uint8Array {
  return encode(outputManifest.parse(manifest));
}

/** @throws AppError `input.malformed`. */
export function decodeOutputManifest(data: Uint8Array): OutputManifest {
  return decode(outputManifest, data);
}
