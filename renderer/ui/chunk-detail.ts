/** Who had to do with a chunk, and when, for its line in a grid. */
import type { JobChunk } from '../../domain/wire/ipc/jobs.js';
import { timeText } from './moment.js';

/** `by Ada, checked by Ben and Cleo, 14:05`; nothing where nobody had to do with it yet. */
export function chunkDetail({ worker, checkers, at }: JobChunk): string | undefined {
  const parts = [
    worker === undefined ? undefined : `by ${worker}`,
    checkers.length === 0 ? undefined : `re-computed by ${listed(checkers)}`,
    at === undefined ? undefined : timeText(at),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
