import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { SampleJob } from '../first-run/sample-job.js';
import { useSampleOffer } from '../first-run/use-sample-offer.js';
import { useCrashNotices } from './crash-notices.js';
import { DropToJob } from './drop-to-job.js';
import { ErrorBoundary } from './error-boundary.js';
import classes from './frame.module.css';
import { GoToAnything } from './go-to-anything.js';
import { NotFound } from './not-found.js';
import { OfflineBanner } from './offline-banner.js';
import { PageLoading } from './page-loading.js';
import { PAGES } from './pages.js';
import { Rail } from './rail.js';
import { Shortcuts } from './shortcuts.js';

/** The pages, with the rail beside them and what works on all of them. */
export function Frame({ state }: { readonly state: AppState }) {
  const [location] = useLocation();
  const sample = useSampleOffer(state);
  useCrashNotices(state.crashes);
  if (sample.state === 'unknown') return null;
  if (sample.state === 'open') return <SampleJob onLeave={sample.close} />;
  return (
    <div className={classes.frame}>
      <a
        className={classes.skip}
        href="#content"
        onClick={(event) => {
          // The address after # names the page, so the jump is made by hand.
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        Skip to the page
      </a>
      <Rail network={state.network} />
      <div className={classes.side}>
        <OfflineBanner network={state.network} />
        <main id="content" tabIndex={-1} className={classes.content} key={location}>
          <ErrorBoundary>
            <Suspense fallback={<PageLoading />}>
              <Pages />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <DropToJob />
      <GoToAnything />
      <Shortcuts />
    </div>
  );
}

function Pages() {
  return (
    <Switch>
      {PAGES.map(({ path, page: Page }) => (
        <Route key={path} path={path}>
          <Page />
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
