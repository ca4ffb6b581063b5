import { type KeyboardEvent, type PointerEvent, memo, useId, useRef, useState } from 'react';
import type { ChunkState } from '../../domain/wire/ipc/shapes.js';
import classes from './chunk-grid.module.css';
import { ChunkMark } from './chunk-mark.js';
import { CHUNK_WORDS, chunkSummary } from './chunk-words.js';

/** Above this the cells are drawn small. */
const MOST_LARGE = 300;

/** One cell of a grid, and what its line says. */
export interface GridChunk {
  readonly state: ChunkState;
  /** What a person knows it by: a file's name. */
  readonly label: string;
  /** Who and when: `Ada's computer, checked by Ben and Cleo, 14:05`. */
  readonly detail?: string | undefined;
}

interface ChunkGridProps {
  /** 1 to 2000. */
  readonly chunks: readonly GridChunk[];
  /** Enter or a click on a chunk. */
  readonly onPick?: (index: number) => void;
}

/**
 * The chunks of a job or task, told apart by colour and by mark. The line below sums them up, and says who and when
 * for the one under the pointer or the arrow keys. One stop of the Tab key, however many chunks there are.
 */
export function ChunkGrid({ chunks, onPick }: ChunkGridProps) {
  const id = useId();
  const [at, setAt] = useState<number>();
  const grid = useRef<HTMLDivElement>(null);
  const chosen = at === undefined ? undefined : chunks[at];
  const summary = chunkSummary(chunks.map((chunk) => chunk.state));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at !== undefined) onPick?.(at);
    const next = moved(event.key, at ?? -1, chunks.length, columnsOf(grid.current));
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    grid.current?.children[next]?.scrollIntoView?.({ block: 'nearest' });
  };
  const onPointerOver = (event: PointerEvent) => setAt(indexOf(event.target));

  return (
    <div className={classes.whole}>
      <div
        ref={grid}
        className={classes.grid}
        data-dense={chunks.length > MOST_LARGE}
        data-pick={onPick !== undefined}
        role="listbox"
        tabIndex={0}
        aria-label={`Parts: ${summary}`}
        aria-activedescendant={chosen ? `${id}${at}` : undefined}
        onKeyDown={onKeyDown}
        onPointerOver={onPointerOver}
        onPointerLeave={() => setAt(undefined)}
        onFocus={() => setAt((before) => before ?? 0)}
        onBlur={() => setAt(undefined)}
        onClick={(event) => {
          const index = indexOf(event.target);
          if (index !== undefined) onPick?.(index);
        }}
      >
        {chunks.map((chunk, index) => (
          <Cell
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            id={`${id}${index}`}
            index={index}
            state={chunk.state}
            label={sentenceOf(chunk)}
            isChosen={index === at}
          />
        ))}
      </div>
      <p className={classes.line}>{chosen ? sentenceOf(chosen) : summary}</p>
    </div>
  );
}

interface CellProps {
  readonly id: string;
  readonly index: number;
  readonly state: ChunkState;
  readonly label: string;
  readonly isChosen: boolean;
}

const Cell = memo(function Cell({ id, index, state, label, isChosen }: CellProps) {
  return (
    <span
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-label={label}
      className={classes.cell}
      data-index={index}
      data-state={state}
    >
      <ChunkMark state={state} />
    </span>
  );
});

function sentenceOf({ label, state, detail }: GridChunk): string {
  return detail === undefined ? `${label}: ${CHUNK_WORDS[state]}` : `${label}: ${CHUNK_WORDS[state]} · ${detail}`;
}

function indexOf(target: EventTarget): number | undefined {
  const cell = target instanceof Element ? target.closest('[data-index]') : null;
  return cell instanceof HTMLElement ? Number(cell.dataset['index']) : undefined;
}

/** How many cells stand in the first line. */
function columnsOf(grid: HTMLElement | null): number {
  const cells = [...(grid?.children ?? [])] as HTMLElement[];
  const top = cells[0]?.offsetTop;
  const second = cells.findIndex((cell) => cell.offsetTop !== top);
  return second === -1 ? cells.length : second;
}

function moved(key: string, from: number, length: number, columns: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = from + step;
  return to < 0 || to >= length ? Math.max(from, 0) : to;
}
