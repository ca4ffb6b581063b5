/** What the next job is to be made of: filled from anywhere in the window, shown by the composer. */
import { useSyncExternalStore } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { NEW_JOB } from '../app/routes.js';

export interface Draft {
  /** Files and folders, as dropped or chosen. */
  readonly paths: readonly string[];
}

const EMPTY: Draft = { paths: [] };
let draft = EMPTY;
const listeners = new Set<() => void>();

/** Puts another draft in place. */
export function setDraft(next: Draft): void {
  draft = next;
  for (const listener of listeners) listener();
}

/** Adds paths to the draft and opens the composer. */
export function openDraft(paths: readonly string[]): void {
  setDraft({ ...draft, paths: [...new Set([...draft.paths, ...paths])] });
  navigate(NEW_JOB);
}

/** Forgets the draft, once it was ordered or thrown away. */
export function clearDraft(): void {
  setDraft(EMPTY);
}

/** The draft as it stands. */
export function useDraft(): Draft {
  return useSyncExternalStore(subscribe, () => draft);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
