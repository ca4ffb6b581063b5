import { useEffect, useRef } from 'react';
import { Page } from '../ui/page.js';
import classes from './composer-page.module.css';
import { clearDraft, useDraft } from './draft.js';
import { HowPart } from './how-part.js';
import { addPaths } from './order-store.js';
import { PricePart } from './price-part.js';
import { SumCard } from './sum-card.js';
import { useOrder } from './use-order.js';
import { WhatPart } from './what-part.js';

/** Where a job is put together: what, how, at what price; and posted. */
export function ComposerPage() {
  useArrivals();
  const order = useOrder();
  return (
    <Page title="New job" lead="Choose files and what becomes of them. Nothing is set aside before you post the job.">
      <div className={classes.columns}>
        <div className={classes.parts}>
          <WhatPart order={order} />
          <HowPart order={order} />
          <PricePart order={order} />
        </div>
        <SumCard order={order} />
      </div>
    </Page>
  );
}

/** Takes over what was dropped anywhere in the window, once each. */
function useArrivals(): void {
  const { paths } = useDraft();
  const taken = useRef<readonly string[]>(undefined);
  useEffect(() => {
    if (paths.length === 0 || taken.current === paths) return;
    taken.current = paths;
    clearDraft();
    void addPaths(paths);
  }, [paths]);
}
