/** What a node is built from: the app and a plain Node program each bring their own. */
import type { Bytes, Ms } from '../domain/units.js';
import type { ToChild } from '../domain/wire/process.js';

export interface Clock {
  /** Since the Unix epoch. */
  readonly now: () => Ms;
  /** Resolves after `span`; rejects at once when `signal` aborts. */
  readonly delay: (span: Ms, signal?: AbortSignal) => Promise<void>;
}

export interface Random {
  /** `count` bytes fit for keys and salts. */
  readonly bytes: (count: number) => Uint8Array;
  /** From 0 to below 1, for delays and choices. */
  readonly fraction: () => number;
}

/** Values a log line may carry beside its message. Never key material. */
export type LogData = Readonly<Record<string, string | number | boolean | bigint | null | undefined>>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  readonly debug: (message: string, data?: LogData) => void;
  readonly info: (message: string, data?: LogData) => void;
  readonly warn: (message: string, data?: LogData) => void;
  readonly error: (message: string, data?: LogData) => void;
  /** The same log, its lines marked as those of `room`. */
  readonly in: (room: string) => Log;
}

/** Absolute paths; each exists before the node starts. */
export interface Folders {
  /** What the node must not lose: key, journal, mirror, blocks, records of child processes. */
  readonly data: string;
  /** What tasks write; emptied without harm between starts. */
  readonly scratch: string;
  readonly log: string;
  /** Pictures of files for a window; emptied without harm between starts. */
  readonly previews: string;
  /** What came with the program: network profiles, engines, samples. */
  readonly assets: string;
}

/** Seals small secrets for keeping on disk. */
export interface Secrets {
  /** How secrets are kept, so that Settings can say it. */
  readonly kind: 'file' | 'passphrase' | 'keyring';
  readonly seal: (secret: Uint8Array) => Promise<Uint8Array>;
  /** @throws AppError `wallet.locked` when this way of keeping, or its passphrase, does not open it. */
  readonly open: (sealed: Uint8Array) => Promise<Uint8Array>;
}

/** Keeps settings by name as JSON values. */
export interface SettingsStore {
  readonly read: () => Readonly<Record<string, unknown>>;
  readonly write: (values: Readonly<Record<string, unknown>>) => void;
}

export interface SpawnRequest {
  /** What the process list and the log call it. */
  readonly name: string;
  /** Absolute path of the built entry file. */
  readonly entry: string;
  /** The cap of its JavaScript heap. */
  readonly memory: Bytes;
  /** As of `os.setPriority`: above 0 yields to other programs. */
  readonly priority: number;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A started process. Listeners are set once, right after the start; `onExit` is told once. */
export interface SpawnedProcess {
  /** Undefined before it started, and for good when it could not be started; `onExit` tells that too. */
  readonly pid: () => number | undefined;
  /** Told once, at once where it has started already. */
  readonly onStart: (listener: (pid: number) => void) => void;
  readonly send: (message: ToChild) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Each line of its stdout and stderr. */
  readonly onLine: (listener: (line: string) => void) => void;
  readonly onExit: (listener: (exit: ProcessExit) => void) => void;
  /** Ends it at once, even when it is stopped. */
  readonly kill: () => void;
}

export interface Spawner {
  readonly spawn: (request: SpawnRequest) => SpawnedProcess;
}

/** All a node is built from. */
export interface Adapters {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly folders: Folders;
  readonly secrets: Secrets;
  readonly settings: SettingsStore;
  readonly spawner: Spawner;
  /** The folder of the built program; entries of processes lie under `workers/` in it. */
  readonly builtFolder: string;
}
