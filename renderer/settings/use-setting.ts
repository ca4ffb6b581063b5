/** One setting that is kept as soon as it is changed, with a quiet word that it was. */
import { useEffect, useState } from 'react';
import type { AppError } from '../../domain/errors.js';
import type { CallInput } from '../../domain/wire/ipc/all.js';
import { useAct } from '../app/queries.js';

/** How long "Saved" stays, in milliseconds. */
const SAVED_SHOWN_MS = 4000;

export interface Setting {
  /** Keeps the change; `onSaved` is called when it is kept. */
  readonly save: (change: CallInput<'settings.change'>, onSaved?: () => void) => void;
  readonly isSaving: boolean;
  /** It was kept a moment ago. */
  readonly isSaved: boolean;
  /** Why the last change was not kept. */
  readonly error: AppError | null;
}

export function useSetting(): Setting {
  const change = useAct('settings.change');
  const [savedAt, setSavedAt] = useState<number>();
  useEffect(() => {
    if (savedAt === undefined) return;
    const timer = setTimeout(() => setSavedAt(undefined), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [savedAt]);
  return {
    save: (wanted, onSaved) => {
      setSavedAt(undefined);
      change.mutate(wanted, {
        onSuccess: () => {
          setSavedAt(Date.now());
          onSaved?.();
        },
      });
    },
    isSaving: change.isPending,
    isSaved: savedAt !== undefined,
    error: change.error,
  };
}
