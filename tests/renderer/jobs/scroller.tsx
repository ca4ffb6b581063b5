/** A place with a size for lists that draw only what is seen: the test's window lays nothing out. */
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';

/** What scrolls the pages in the window. */
export function Scroller({ children }: { readonly children: ReactNode }) {
  return <div style={{ overflowY: 'auto' }}>{children}</div>;
}

/** Gives every element this size, for each test of the file. */
export function giveSizes(height = 600, width = 900): void {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
}
