import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { mcc } from '../../domain/units.js';
import type { JobQuote } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import { useAct, useCall } from '../app/queries.js';
import { Credits } from '../ui/credits.js';
import { fileName } from '../ui/file-name.js';
import { Picture } from '../ui/picture.js';
import { Problem } from '../ui/problem.js';
import classes from './sample-job.module.css';
import { SetupButtons, SetupPage } from './setup-page.js';

const PICTURE_SIDE = 72;

interface SampleOfferProps {
  readonly onOrdered: (jobId: string) => void;
  readonly onLeave: () => void;
}

/** Shows the sample photos, what becomes of them and what it costs, before anything is sent. */
export function SampleOffer({ onOrdered, onLeave }: SampleOfferProps) {
  const samples = useCall('jobs.samples', null);
  const kinds = useCall('jobs.kinds', null);
  const settings = useCall('settings.get', null);
  const order = useAct('jobs.order');
  const [kind, folder, paths] = [kinds.data?.[0], settings.data?.resultsFolder, samples.data?.paths ?? []];
  const preset = kind?.presets[0];
  const wanted = { kind: kind?.id ?? '', paths, options: preset?.options ?? {} };
  const quote = useCall('jobs.quote', wanted, { enabled: kind !== undefined && paths.length > 0 });
  const error = samples.error ?? kinds.error ?? settings.error ?? quote.error ?? order.error;
  const canOrder = quote.data?.isAffordable === true && folder !== undefined;
  return (
    <SetupPage
      title="Watch a sample job"
      lead={`${count(paths.length, 'photo')} that came with Corehour ${paths.length === 1 ? 'goes' : 'go'} to your neighbours. They make each one smaller, others check their work, and you pay them in credits.`}
    >
      <ul className={classes.pictures} aria-label="Sample photos">
        {paths.map((path) => (
          <li key={path}>
            <Picture path={path} alt={fileName(path)} side={PICTURE_SIDE} />
          </li>
        ))}
      </ul>
      <dl className={classes.facts}>
        <Fact name="What happens">{preset?.label ?? <FactSkeleton />}</Fact>
        <Fact name="Price">
          {quote.data ? (
            <>
              At most <Credits of={quote.data.setAsideMcc} />
            </>
          ) : (
            <FactSkeleton />
          )}
        </Fact>
        <Fact name="You have">{quote.data ? <BeforeAndAfter quote={quote.data} /> : <FactSkeleton />}</Fact>
        <Fact name="Results go to">{folder ?? <FactSkeleton />}</Fact>
      </dl>
      {quote.data?.isAffordable === false && (
        <p className={classes.wait}>
          You do not have enough credits for it yet. Skip it, and lend this computer first.
        </p>
      )}
      {quote.data?.isAffordable && quote.data.workers === 0 && (
        <p className={classes.wait}>No neighbour is ready yet. You can send it now; it waits for the first who is.</p>
      )}
      {error && <Problem of={error} />}
      <SetupButtons>
        <Button
          disabled={!canOrder}
          loading={order.isPending}
          onClick={() =>
            folder !== undefined && order.mutate({ ...wanted, folder }, { onSuccess: ({ jobId }) => onOrdered(jobId) })
          }
        >
          Send the photos
        </Button>
        <Button variant="default" onClick={onLeave}>
          Skip
        </Button>
      </SetupButtons>
    </SetupPage>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FactSkeleton() {
  return <Skeleton height={12} width={120} mt={4} />;
}

function BeforeAndAfter({ quote }: { readonly quote: JobQuote }) {
  const after = mcc(BigInt(quote.availableMcc) - BigInt(quote.setAsideMcc));
  return (
    <>
      <Credits of={quote.availableMcc} />
      {quote.isAffordable && (
        <>
          , then <Credits of={after} />
        </>
      )}
    </>
  );
}
