/**
 * The shape of a kind of task: one folder beside this file, one line in `index.ts`.
 * All but `spec` runs in the task process, on strangers' bytes. Every step hears its signal and then throws
 * AppError `task.cancelled`; an engine's single call is not interrupted, the host kills what goes on too long.
 */
import type { KindSpec } from '../../domain/task/kind-spec.js';
import type { ChunkOutput, Figures, TaskOptions } from '../../domain/wire/process.js';

/** An input file of one chunk: its place, its size in bytes, the sha256 of its bytes, the name a person knows it by. */
export interface ChunkInput {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
  readonly name: string;
}

export interface SplitRequest {
  readonly paths: readonly string[];
  readonly options: TaskOptions;
  /** Where the chunks' input files are written. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

export interface RunRequest {
  /** Checked by the kind against its spec: a stranger wrote them. */
  readonly options: TaskOptions;
  /** The chunks to compute; a verifier asks for a few, a resumed worker for the rest. */
  readonly chunks: readonly { readonly index: number; readonly path: string }[];
  readonly scratch: string;
  /** Bytes that all results together may have; beyond, AppError `storage.too-large`. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
  /** Called once a chunk, when its bytes are on disk. */
  readonly onChunk: (chunk: ChunkOutput) => void;
}

export interface JoinRequest {
  readonly options: TaskOptions;
  readonly chunks: readonly { readonly index: number; readonly path: string }[];
  readonly names: readonly string[];
  /** Where the files a person gets are written; nothing in it is overwritten. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface PreviewRequest {
  readonly path: string;
  /** As the file would become with them; as it is where absent. */
  readonly options?: TaskOptions;
  /** Of the preview, in pixels. */
  readonly longestSide: number;
  /** The WebP file that is written. */
  readonly to: string;
  readonly signal: AbortSignal;
}

/** What a preview stands for: its pixels, upright, and its bytes. */
export interface PreviewedFile {
  readonly width: number;
  readonly height: number;
  readonly size: number;
}

export interface Kind {
  readonly spec: KindSpec;
  /** The hash of the engine's bytes: verifiers with another one do not vote. */
  engineHash(): Promise<string>;
  /** @throws AppError `input.*` when the file is refused. */
  inspect(path: string, signal: AbortSignal): Promise<Figures>;
  split(request: SplitRequest): Promise<ChunkInput[]>;
  run(request: RunRequest): Promise<ChunkOutput[]>;
  join(request: JoinRequest): Promise<{ path: string; size: number }[]>;
  /** For a person to look at; a kind whose files are no pictures has none. @throws AppError `input.*`. */
  preview?(request: PreviewRequest): Promise<PreviewedFile>;
}
