/**
 * What the chosen files are, looked at a few at a time: so a thousand photos show how far it got and how long still,
 * and each file says what was understood as soon as it is known. What was learnt is remembered by kind and path.
 */
import type { CallInput, CallOutput } from '../../domain/wire/ipc/all.js';
import { isAppError } from '../../domain/errors.js';
import type { Figures } from '../../domain/wire/process.js';

/** What became of looking at one file. */
export type Understanding =
  | { readonly state: 'fine'; readonly figures: Figures }
  | { readonly state: 'refused'; readonly message: string };

/** Few at first, so that something shows at once. */
const FIRST_FILES = 4;
const FILES_AT_ONCE = 24;

type Quote = (input: CallInput<'jobs.quote'>) => Promise<CallOutput<'jobs.quote'>>;

/** Looks at some files of a kind; a file that is gone since is refused like one that is no picture. */
async function lookAtSome(kind: string, paths: readonly string[], quote: Quote): Promise<Map<string, Understanding>> {
  const seen = new Map<string, Understanding>();
  let rest = [...paths];
  while (rest.length > 0) {
    try {
      const { files, refused } = await quote({ kind, paths: rest, options: {} });
      for (const { path, figures } of files) seen.set(path, { state: 'fine', figures });
      for (const { path, message } of refused) seen.set(path, { state: 'refused', message });
      const again = rest.filter((path) => !seen.has(path));
      for (const path of again) seen.set(path, { state: 'refused', message: TWICE });
      return seen;
    } catch (thrown) {
      const gone = isAppError(thrown) ? thrown.data?.['path'] : undefined;
      if (!isAppError(thrown) || typeof gone !== 'string' || !rest.includes(gone)) throw thrown;
      seen.set(gone, { state: 'refused', message: thrown.message });
      rest = rest.filter((path) => path !== gone);
    }
  }
  return seen;
}

const TWICE = 'This is another way to a file that you chose already; it counts once.';

/**
 * Looks at files, part by part, until all are known or `isOver` says so; `onSeen` hears of each part.
 * @throws AppError when they cannot be looked at now, as without a network.
 */
export async function lookAtFiles(
  kind: string,
  paths: readonly string[],
  quote: Quote,
  onSeen: (seen: ReadonlyMap<string, Understanding>) => void,
  isOver: () => boolean,
): Promise<void> {
  let from = 0;
  while (from < paths.length && !isOver()) {
    const until = from + (from === 0 ? FIRST_FILES : FILES_AT_ONCE);
    const seen = await lookAtSome(kind, paths.slice(from, until), quote);
    onSeen(seen);
    from = until;
  }
}
