// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { CHUNK_STATES } from '../../../domain/wire/ipc/shapes.js';
import { chunkDetail } from '../../../renderer/ui/chunk-detail.js';
import { ChunkGrid, type GridChunk } from '../../../renderer/ui/chunk-grid.js';
import { installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

const chunks: GridChunk[] = [
  { state: 'checked', label: 'creek.jpg', detail: 'by Ada, re-computed by Ben and Cleo, 14:05' },
  { state: 'computing', label: 'sunset.jpg', detail: 'by Ada' },
  { state: 'waiting', label: 'dandelion.jpg' },
];

const chosen = (): string | null =>
  screen.queryByRole('option', { selected: true })?.getAttribute('aria-label') ?? null;

describe('a grid of chunks', () => {
  it('sums up its states in words', () => {
    installBridge();
    show(<ChunkGrid chunks={[...chunks, { state: 'waiting', label: 'fig.png' }]} />);
    expect(screen.getByText('1 checked · 1 being computed · 2 waiting')).toBeTruthy();
  });

  it('tells every state apart by a mark of its own, not by colour alone', () => {
    installBridge();
    show(<ChunkGrid chunks={CHUNK_STATES.map((state) => ({ state, label: state }))} />);
    const marks = screen.getAllByRole('option').map((cell) => cell.innerHTML);
    expect(new Set(marks).size).toBe(CHUNK_STATES.length);
  });

  it('is one stop for Tab, and says who and when at the arrow keys', async () => {
    installBridge();
    const onPick = vi.fn<(index: number) => void>();
    const { user } = show(<ChunkGrid chunks={chunks} onPick={onPick} />);
    await user.tab();
    expect(chosen()).toBe('creek.jpg: checked · by Ada, re-computed by Ben and Cleo, 14:05');
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(chosen()).toBe('dandelion.jpg: waiting');
    await user.keyboard('{ArrowLeft}{Enter}');
    expect(onPick).toHaveBeenCalledExactlyOnceWith(1);
    await user.keyboard('{End}');
    expect(chosen()).toBe('dandelion.jpg: waiting');
    await user.tab();
    expect(chosen()).toBeNull();
  });

  it('says the same under the pointer, and picks by a click', async () => {
    installBridge();
    const onPick = vi.fn<(index: number) => void>();
    const { user } = show(<ChunkGrid chunks={chunks} onPick={onPick} />);
    await user.hover(screen.getAllByRole('option')[1] as HTMLElement);
    expect(screen.getByText('sunset.jpg: being computed · by Ada')).toBeTruthy();
    await user.click(screen.getAllByRole('option')[2] as HTMLElement);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(2);
  });

  it('holds two thousand', () => {
    installBridge();
    show(<ChunkGrid chunks={Array.from({ length: 2000 }, (_, at) => ({ state: 'waiting', label: `Part ${at}` }))} />);
    expect(screen.getByText('2000 waiting')).toBeTruthy();
  });
});

describe('the detail of a chunk', () => {
  it('names who, by whom checked, and when, as far as known', () => {
    const chunk = { index: 0, name: 'a.jpg', state: 'waiting', checkers: [] } as const;
    expect(chunkDetail({ ...chunk, checkers: [] })).toBeUndefined();
    const at = new Date('2026-11-23T14:05:00').getTime();
    expect(chunkDetail({ ...chunk, worker: 'Ada', checkers: ['Ben', 'Cleo', 'Dan'], at })).toBe(
      'by Ada, re-computed by Ben, Cleo and Dan, 14:05',
    );
  });
});
