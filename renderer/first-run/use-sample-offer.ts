/** Whether to offer the sample job: once, on a network tried here, before the first job. */
import { useState } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { useCall } from '../app/queries.js';

const SEEN = 'corehour-sample-seen';

interface SampleOffer {
  /** `unknown` while it is not clear whether there are jobs. */
  readonly state: 'unknown' | 'open' | 'closed';
  readonly close: () => void;
}

/** Once open it stays open until it is closed, though a job is there by then. */
export function useSampleOffer({ network }: Pick<AppState, 'network'>): SampleOffer {
  const [wasSeen, setWasSeen] = useState(() => localStorage.getItem(SEEN) !== null);
  const [isOpen, setIsOpen] = useState(false);
  const mayOffer = !wasSeen && network?.kind === 'try-here';
  const rows = useCall('jobs.rows', null, { enabled: mayOffer });
  const close = () => {
    localStorage.setItem(SEEN, 'yes');
    setWasSeen(true);
    setIsOpen(false);
  };
  if (!mayOffer || rows.error) return { state: 'closed', close };
  if (isOpen) return { state: 'open', close };
  if (rows.data === undefined) return { state: 'unknown', close };
  if (rows.data.length > 0) return { state: 'closed', close };
  setIsOpen(true);
  return { state: 'open', close };
}
