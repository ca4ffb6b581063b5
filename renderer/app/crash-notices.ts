/** Tells of processes that ended unasked and were started again. */
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';

/** Shows a notice for each crash that was not there before; those from before the window opened are old news. */
export function useCrashNotices(crashes: AppState['crashes']): void {
  const newestKnown = useRef(crashes[0]?.at ?? 0);
  useEffect(() => {
    const known = newestKnown.current;
    for (const { at, sentence } of crashes.filter((crash) => crash.at > known).toReversed()) {
      notifications.show({ id: `crash ${at}`, color: 'yellow', message: sentence });
    }
    newestKnown.current = Math.max(known, crashes[0]?.at ?? 0);
  }, [crashes]);
}
