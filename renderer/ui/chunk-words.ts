/** What the states of a chunk are called. */
import type { ChunkState } from '../../domain/wire/ipc/shapes.js';

/** In the order in which a summary counts them: the furthest first. */
export const CHUNK_WORDS: Readonly<Record<ChunkState, string>> = {
  checked: 'checked',
  accepted: 'accepted',
  checking: 'being checked',
  computed: 'computed',
  computing: 'being computed',
  waiting: 'waiting',
  dropped: 'left out',
};

/** `4 checked · 2 being computed · 6 waiting`. */
export function chunkSummary(states: readonly ChunkState[]): string {
  const counts = new Map<ChunkState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return (Object.keys(CHUNK_WORDS) as ChunkState[])
    .filter((state) => counts.has(state))
    .map((state) => `${counts.get(state) ?? 0} ${CHUNK_WORDS[state]}`)
    .join(' · ');
}
