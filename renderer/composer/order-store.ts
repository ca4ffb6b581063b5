/**
 * The job being put together: what was chosen and how it should be computed. It outlives the page, so that looking
 * something up elsewhere costs nobody their choices; the app's end forgets it.
 */
import { useSyncExternalStore } from 'react';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import { call } from '../app/client.js';
import { type FileList, addFound } from './chosen-files.js';
import { forgetInspection } from './use-inspection.js';

/** What a person has chosen so far. */
export interface OrderDraft extends FileList {
  /** How many times files are being listed now. */
  readonly listing: number;
  /** Why what was chosen last could not be listed. */
  readonly problem?: ErrorReport | undefined;
  /** Absent while it is guessed from the files. */
  readonly kind?: string | undefined;
  /** Absent until something was chosen: then the kind's first preset holds. What is left out is the kind's own. */
  readonly options?: TaskOptions | undefined;
  /** Absent while the one from the settings is used. */
  readonly folder?: string | undefined;
  /** The list before files were taken away, for Undo. */
  readonly undo?: FileList | undefined;
}

const EMPTY: OrderDraft = { files: [], leftOut: 0, unreadable: [], listing: 0 };

let current = EMPTY;
/** Counts the jobs begun: what was listed for an earlier one does not come into this one. */
let round = 0;
const listeners = new Set<() => void>();

function change(update: Partial<OrderDraft>): void {
  current = { ...current, ...update };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = (): OrderDraft => current;

/** The job being put together, as it is now and whenever it changes. */
export function useOrderDraft(): OrderDraft {
  return useSyncExternalStore(subscribe, read);
}

/** Adds files, and the files of folders, to what was chosen before; never throws: the draft tells what went wrong. */
export async function addPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const mine = round;
  change({ listing: current.listing + 1, problem: undefined });
  try {
    const found = await call('files.list', { paths: [...paths] });
    if (mine === round) change({ ...addFound(current, found), listing: current.listing - 1, undo: undefined });
  } catch (thrown) {
    if (mine === round) change({ listing: current.listing - 1, problem: reportOf(thrown) });
  }
}

const listOf = ({ files, leftOut, unreadable }: OrderDraft): FileList => ({ files, leftOut, unreadable });

/** Takes files away; `undoRemove` brings them back. */
export function removeFiles(paths: ReadonlySet<string>): void {
  change({ files: current.files.filter(({ path }) => !paths.has(path)), undo: listOf(current) });
}

/** Takes all files away; `undoRemove` brings them back. */
export function clearFiles(): void {
  change({ files: [], leftOut: 0, unreadable: [], problem: undefined, undo: listOf(current) });
}

/** Brings back what was taken away last. */
export function undoRemove(): void {
  change({ ...current.undo, undo: undefined });
}

/** Chooses a kind by hand; options of another kind are let go. */
export function chooseKind(kind: string): void {
  change({ kind, options: undefined });
}

/** Sets the options, all at once. */
export function setOptions(options: TaskOptions): void {
  change({ options });
}

/** Where the results of this job go. */
export function setFolder(folder: string): void {
  change({ folder });
}

/** Starts over, with another job's kind and options where given; files are looked at anew. */
export function startOrder(as: { kind?: string; options?: TaskOptions } = {}): void {
  round += 1;
  current = EMPTY;
  forgetInspection();
  change(as);
}
