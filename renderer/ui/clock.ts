/** A clock that ticks on the screen: for ages and spans still running, never for asking the app. */
import { useEffect, useState } from 'react';

const SECOND_MS = 1000;

/** Now, in milliseconds since the Unix epoch, renewed every `everyMs`. */
export function useNow(everyMs = SECOND_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
