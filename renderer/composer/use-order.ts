import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo } from 'react';
import type { AppError } from '../../domain/errors.js';
import type { JobQuote, KindCard } from '../../domain/wire/ipc/jobs.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import { useCall } from '../app/queries.js';
import type { ChosenFile } from './chosen-files.js';
import { completeOptions, errorsOf, guessKind } from './kind-options.js';
import { type OrderDraft, useOrderDraft } from './order-store.js';
import { type Inspection, learnRefused, useInspection } from './use-inspection.js';

/** How long typing must rest before a preview and a price are asked for. */
const REST_MS = 300;

/** All that the composer's parts show, worked out once. */
export interface Order {
  readonly draft: OrderDraft;
  readonly kinds: readonly KindCard[];
  readonly kind: KindCard | undefined;
  readonly inspection: Inspection;
  /** As they are in the form now. */
  readonly options: TaskOptions;
  /** As they were when typing rested last, all valid: for the preview, the price and the order. */
  readonly settledOptions: TaskOptions | undefined;
  readonly errors: ReadonlyMap<string, string>;
  readonly quote: JobQuote | undefined;
  /** The quote shown is for something else than what is chosen now. */
  readonly isQuoteOld: boolean;
  readonly quoteError: AppError | null;
  readonly askAgain: () => void;
}

/** The job being put together with what the node says of it. */
export function useOrder(): Order {
  const draft = useOrderDraft();
  const kinds = useCall('jobs.kinds', null).data ?? NO_KINDS;
  const kind = kinds.find(({ id }) => id === draft.kind) ?? guessKind(kinds, draft.files);
  const options = draft.options ?? kind?.presets[0]?.options ?? NO_OPTIONS;
  const inspection = useInspection(kind?.id, draft.files);
  const errors = useMemo(() => (kind ? errorsOf(kind, options) : NO_ERRORS), [kind, options]);
  const wanted = useMemo(
    () => (kind && errors.size === 0 ? { kind: kind.id, options: completeOptions(kind, options) } : undefined),
    [kind, options, errors],
  );
  const [rested] = useDebouncedValue(wanted, REST_MS);
  // What rested is for the kind of then, which may be another one by now.
  const settled = rested?.kind === kind?.id ? (rested ?? wanted) : wanted;
  const files = inspection.left === 0 ? inspection.fine : NO_FILES;
  const paths = useMemo(() => files.map(({ path }) => path), [files]);
  const quote = useCall(
    'jobs.quote',
    { kind: kind?.id ?? '', paths, options: settled?.options ?? {} },
    { enabled: kind !== undefined && paths.length > 0 && settled !== undefined },
  );
  const refused = quote.data?.refused;
  useEffect(() => {
    if (kind && refused && refused.length > 0) learnRefused(kind.id, refused);
  }, [kind, refused]);
  const isSettled = wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(settled);
  return {
    draft,
    kinds,
    kind,
    inspection,
    options,
    settledOptions: settled?.options,
    errors,
    quote: inspection.fine.length === 0 ? undefined : quote.data,
    isQuoteOld: !isSettled || quote.isPlaceholderData || inspection.left > 0,
    quoteError: quote.error,
    askAgain: () => void quote.refetch(),
  };
}

const NO_KINDS: readonly KindCard[] = [];
const NO_OPTIONS: TaskOptions = {};
const NO_FILES: readonly ChosenFile[] = [];
const NO_ERRORS: ReadonlyMap<string, string> = new Map();
