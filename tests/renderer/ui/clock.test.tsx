// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useNow } from '../../../renderer/ui/clock.js';
import { installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

function Clock() {
  return <output>{new Date(useNow(1000)).getUTCSeconds()}</output>;
}

describe('the clock of the screen', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 14, 5, 10) }));
  afterEach(() => void vi.useRealTimers());

  it('ticks while it is shown, rests when it is not, and is right when it comes back', () => {
    installBridge();
    const { unmount } = show(<Clock />);
    expect(screen.getByRole('status').textContent).toBe('10');
    act(() => void vi.advanceTimersByTime(3000));
    expect(screen.getByRole('status').textContent).toBe('13');
    unmount();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(20_000);
    show(<Clock />);
    expect(screen.getByRole('status').textContent).toBe('33');
  });
});
