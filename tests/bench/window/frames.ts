/** The frames a page draws, and those it was due to draw and did not. */
import type { Page } from '@playwright/test';

const FRAME_MS = 1000 / 60;

/** What of a browser's own is used on the page's side. */
interface Side {
  requestAnimationFrame(act: (at: number) => void): void;
  benchFrames: number[] | undefined;
}

export interface Frames {
  /** Frames left out, of those due: from 0 to 100. */
  readonly dropped: number;
  /** Milliseconds. */
  readonly longest: number;
}

/** Looks at the frames while `act` goes on. */
export async function framesDuring(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const side = globalThis as unknown as Side;
    const gaps: number[] = [];
    side.benchFrames = gaps;
    let last = 0;
    const next = (at: number): void => {
      if (side.benchFrames !== gaps) return;
      if (last > 0) gaps.push(at - last);
      last = at;
      side.requestAnimationFrame(next);
    };
    side.requestAnimationFrame(next);
  });
  await act();
  const gaps = await page.evaluate(() => {
    const side = globalThis as unknown as Side;
    const taken = side.benchFrames ?? [];
    side.benchFrames = undefined;
    return taken;
  });
  const due = gaps.reduce((sum, gap) => sum + gap, 0) / FRAME_MS;
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0);
  return { dropped: (100 * dropped) / due, longest: Math.max(...gaps) };
}
