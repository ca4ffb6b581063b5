/** The intents of a node by kind, with what each remembers. A field that comes with a later note is optional. */
import type { Terms } from '../../domain/facts.js';
import type { Hex } from '../../domain/identity.js';
import type { Bps, Mcc } from '../../domain/units.js';
import type { TaskOptions } from '../../domain/wire/process.js';

/** A file a person chose, as it was when they chose it. */
export interface ChosenFile {
  readonly path: string;
  readonly size: number;
  readonly changedAt: number;
}

/** One task of a job: its terms, and the names of the files behind its chunks. */
export interface JobTask {
  readonly taskId: Hex;
  readonly terms: Terms;
  readonly names: readonly string[];
}

interface OfTask {
  readonly taskId: Hex;
}

/** A seat by the moment it was taken. */
interface OfSeat {
  readonly takenAt: number;
}

export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** A finished chunk: where it lies, its size, the sha256 of its bytes. */
export interface DoneChunk {
  readonly index: number;
  readonly path: string;
  readonly size: number;
  readonly digest: Hex;
}

export interface IntentData {
  readonly register: Readonly<Record<string, never>>;
  readonly offer: { readonly engines: readonly Hex[] };
  readonly 'take-seat': Readonly<Record<string, never>>;
  readonly 'give-notice': OfSeat;
  readonly 'leave-seat': OfSeat;
  /** The whole job: from chosen files to posted tasks. */
  readonly order: {
    readonly jobId: string;
    readonly kind: string;
    readonly options: TaskOptions;
    readonly files: readonly ChosenFile[];
    readonly folder: string;
    /** The ask the person agreed to. */
    readonly ask: Bps;
    /** What the quote said would be set aside. */
    readonly setAside?: Mcc;
    readonly tasks?: readonly JobTask[];
    readonly problem?: Problem;
  };
  readonly post: { readonly jobId: string; readonly tasks: readonly JobTask[]; readonly problem?: Problem };
  readonly cancel: OfTask;
  readonly claim: OfTask;
  readonly extend: OfTask;
  readonly 'hand-back': OfTask;
  readonly compute: OfTask & { readonly chunks?: readonly DoneChunk[] };
  readonly submit: OfTask & {
    readonly root: Hex;
    readonly outputCid: string;
    readonly salt: Hex;
    readonly digests: readonly Hex[];
    readonly computeMs: number;
  };
  readonly check: OfTask & {
    readonly round: number;
    readonly chunks: readonly number[];
    readonly salt: Hex;
    readonly digests?: readonly Hex[];
  };
  readonly open: OfTask;
  readonly reveal: OfTask;
  readonly collect: OfTask & { readonly jobId: string; readonly files?: readonly string[]; readonly problem?: Problem };
  readonly draw: OfTask;
  readonly redraw: OfTask;
  readonly settle: OfTask;
  readonly 'settle-unchecked': OfTask;
  readonly lapse: OfTask;
  readonly expire: OfTask;
}
export type IntentKind = keyof IntentData;

/** How an intent ended: its act worked, it had become pointless, or it cannot be done. */
export type Outcome = 'done' | 'moot' | 'failed';

export type Intent<Kind extends IntentKind = IntentKind> = {
  [K in Kind]: {
    readonly kind: K;
    readonly id: string;
    readonly data: IntentData[K];
    readonly openedAt: number;
    readonly outcome?: Outcome;
    readonly closedAt?: number;
  };
}[Kind];
