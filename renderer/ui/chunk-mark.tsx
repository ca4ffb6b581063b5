import type { ChunkState } from '../../domain/wire/ipc/shapes.js';

const TICK = 'M4.5 8.4 7 10.9 11.6 5.4';

/** The mark of a chunk's state, 16 by 16, in the colour of its surroundings. */
export function ChunkMark({ state }: { readonly state: ChunkState }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
      <Shape state={state} />
    </svg>
  );
}

function Shape({ state }: { readonly state: ChunkState }) {
  switch (state) {
    case 'waiting':
      return null;
    case 'computing':
      return <path d="M3 12.5h10M3 9h10" />;
    case 'computed':
      return <circle cx="8" cy="8" r="3" fill="currentColor" stroke="none" />;
    case 'checking':
      return <circle cx="8" cy="8" r="3.6" />;
    case 'checked':
      return <path d={TICK} strokeLinecap="round" strokeLinejoin="round" />;
    case 'accepted':
      return <path d={TICK} strokeLinecap="round" strokeLinejoin="round" strokeWidth="1.8" />;
    case 'dropped':
      return <path d="m5 5 6 6m0-6-6 6" strokeLinecap="round" />;
  }
}
