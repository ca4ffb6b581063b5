import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import type { JobQuote } from '../../domain/wire/ipc/jobs.js';
import { call } from '../app/client.js';
import type { ChosenFile } from './chosen-files.js';
import { type Understanding, lookAtFiles } from './inspection.js';

/** How far looking at the files got. */
export interface Inspection {
  /** What is known of a path; undefined while it is not. */
  readonly of: (path: string) => Understanding | undefined;
  /** Files the kind can work on, in order. */
  readonly fine: readonly ChosenFile[];
  readonly refused: number;
  /** Files not looked at yet. */
  readonly left: number;
  /** Milliseconds until all are looked at, at the speed so far; absent before there is one. */
  readonly timeLeftMs: number | undefined;
  readonly problem: ErrorReport | undefined;
  readonly retry: () => void;
}

let known: ReadonlyMap<string, Understanding> = new Map();
const listeners = new Set<() => void>();
const keyOf = (kind: string, path: string): string => `${kind}\0${path}`;

function learn(kind: string, seen: ReadonlyMap<string, Understanding>): void {
  known = new Map([...known, ...[...seen].map(([path, one]) => [keyOf(kind, path), one] as const)]);
  for (const listener of listeners) listener();
}

/** Notes files that were refused later than they were looked at, as when they changed in between. */
export function learnRefused(kind: string, refused: JobQuote['refused']): void {
  learn(kind, new Map(refused.map(({ path, message }) => [path, { state: 'refused', message }])));
}

/** Forgets what was learnt, so that files are looked at anew. */
export function forgetInspection(): void {
  known = new Map();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Pace {
  readonly startedAt: number;
  readonly atStart: number;
}

function timeLeft(pace: Pace | undefined, left: number, now: number): number | undefined {
  const done = pace ? pace.atStart - left : 0;
  return pace && done > 0 ? ((now - pace.startedAt) / done) * left : undefined;
}

/** Looks at the chosen files as one kind, whenever there are new ones. */
export function useInspection(kind: string | undefined, files: readonly ChosenFile[]): Inspection {
  const memory = useSyncExternalStore(subscribe, () => known);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<ErrorReport>();
  const [pace, setPace] = useState<Pace>();

  useEffect(() => {
    if (kind === undefined) return undefined;
    const paths = files.map(({ path }) => path).filter((path) => !known.has(keyOf(kind, path)));
    if (paths.length === 0) return undefined;
    let isOver = false;
    setProblem(undefined);
    setPace({ startedAt: Date.now(), atStart: paths.length });
    lookAtFiles(
      kind,
      paths,
      (input) => call('jobs.quote', input),
      (seen) => learn(kind, seen),
      () => isOver,
    ).catch((thrown: unknown) => {
      if (!isOver) setProblem(reportOf(thrown));
    });
    return () => {
      isOver = true;
    };
  }, [kind, files, attempt]);

  return useMemo(() => {
    const of = (path: string) => (kind === undefined ? undefined : memory.get(keyOf(kind, path)));
    const left = files.filter(({ path }) => of(path) === undefined).length;
    return {
      of,
      fine: files.filter(({ path }) => of(path)?.state === 'fine'),
      refused: files.filter(({ path }) => of(path)?.state === 'refused').length,
      left,
      timeLeftMs: timeLeft(pace, left, Date.now()),
      problem,
      retry: () => setAttempt((count) => count + 1),
    };
  }, [kind, files, memory, pace, problem]);
}
