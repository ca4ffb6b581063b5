/** Where the window was and how it looked, so that it opens there again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const DEFAULT = { width: 1280, height: 800 };
export const SMALLEST = { minWidth: 480, minHeight: 400 };
/** How much of a title bar must be on a screen to take hold of it. */
const GRIP = { width: 120, height: 32 };

/** No screen is larger; a window that is would not open. */
const LARGEST = 32_767;

const place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(SMALLEST.minWidth).max(LARGEST),
  height: z.number().int().min(SMALLEST.minHeight).max(LARGEST),
  isMaximized: z.boolean(),
});
type Place = z.infer<typeof place>;

const fileIn = (folder: string): string => join(folder, 'window.json');

/** The last place, as far as a screen is still there; a file that is damaged counts as none. */
export function readPlace(folder: string): Partial<Rectangle> & { isMaximized: boolean } {
  try {
    const known = place.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    if (isReachable(known)) return known;
    return { width: known.width, height: known.height, isMaximized: known.isMaximized };
  } catch {
    return { ...DEFAULT, isMaximized: false };
  }
}

/** A place that cannot be kept is no reason to say anything. */
export function keepPlace(folder: string, window: BrowserWindow): void {
  const now: Place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
  try {
    writeFileSync(fileIn(folder), JSON.stringify(now));
  } catch {
    // The next window opens at the usual place.
  }
}

function isReachable({ x, y, width }: Place): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlap = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return overlap >= GRIP.width && y >= workArea.y && y + GRIP.height <= workArea.y + workArea.height;
  });
}
