/** What screens know of the app: asked once, kept, and asked again when the app says that something changed. */
import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AppError } from '../../domain/errors.js';
import type { CallInput, CallName, CallOutput } from '../../domain/wire/ipc/all.js';
import { call } from './client.js';

/** The soonest that a change is followed by the next asking, in milliseconds. */
const BETWEEN_REFRESHES_MS = 250;
/** Answers that no change of the network alters. */
const STILL_CALLS: ReadonlySet<CallName> = new Set(['jobs.preview', 'jobs.kinds', 'jobs.samples', 'files.list']);

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: AppError;
    queryMeta: { readonly isStill: boolean };
  }
}

interface CallOptions {
  /** Whether to ask at all; yes by default. */
  readonly enabled?: boolean;
  /** Not asked again when something changed, only when asked anew. */
  readonly isStill?: boolean;
}

/** A client for one window: never asks by itself, never tries again unasked. */
export function createQueries(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...always, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: always,
    },
  });
}

/** The answer to a call, kept up to date; the last one stays while the next is on its way. */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<Name>, AppError> {
  return useQuery({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
    meta: { isStill: options.isStill ?? STILL_CALLS.has(name) },
  }) as UseQueryResult<CallOutput<Name>, AppError>;
}

/** Something a person does: on success everything shown is asked again. */
export function useAct<Name extends CallName>(
  name: Name,
): UseMutationResult<CallOutput<Name>, AppError, CallInput<Name>> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: CallInput<Name>) => call(name, input),
    onSuccess: () => refresh(queries),
  });
}

/** Asks again for all that is shown and can have changed. */
export async function refresh(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: (query) => query.meta?.isStill !== true });
}

/** Follows the app's changes, in bursts: at once, and then at most once a while. @returns a function that ends it */
export function followChanges(queries: QueryClient): () => void {
  let isWaiting = false;
  let hasMore = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    isWaiting = true;
    hasMore = false;
    void refresh(queries);
    timer = setTimeout(() => {
      isWaiting = false;
      if (hasMore) go();
    }, BETWEEN_REFRESHES_MS);
  };
  const end = window.corehour.onChanged(() => {
    if (isWaiting) hasMore = true;
    else go();
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}
