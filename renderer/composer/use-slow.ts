import { useEffect, useState } from 'react';

/** Whether `isBusy` has lasted for `afterMs`: what is quick needs no progress shown. */
export function useSlow(isBusy: boolean, afterMs = 1000): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isBusy, afterMs]);
  return isBusy && isSlow;
}
