/** Tells of processes that ended unasked and were started again. */
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';

/** How old, in milliseconds, a crash may be that a page just opened still tells: its own is why it was opened again. */
const JUST_NOW_MS = 10_000;

/** Shows a notice for each crash that was not there before; those from well before the page opened are old news. */
export function useCrashNotices(crashes: AppState['crashes']): void {
  const newestKnown = useRef(Math.min(crashes[0]?.at ?? 0, performance.timeOrigin - JUST_NOW_MS));
  useEffect(() => {
    const known = newestKnown.current;
    for (const { at, sentence } of crashes.filter((crash) => crash.at > known).toReversed()) {
      notifications.show({ id: `crash ${at}`, color: 'yellow', message: sentence });
    }
    newestKnown.current = Math.max(known, crashes[0]?.at ?? 0);
  }, [crashes]);
}
