import { Skeleton } from '@mantine/core';
import { IconClock, IconEye, IconFolder, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { mcc } from '../../domain/units.js';
import type { JobQuote } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import { useCall } from '../app/queries.js';
import { Line, Lines } from '../jobs/lines.js';
import { Credits } from '../ui/credits.js';
import { Section } from '../ui/section.js';
import { expectationOf } from './expectation.js';
import classes from './price-part.module.css';
import { ResultsFolder } from './results-folder.js';
import type { Order } from './use-order.js';
import { useSlow } from './use-slow.js';

/** What it costs, how long it takes, who checks it, who can read it, and where the results go. */
export function PricePart({ order }: { readonly order: Order }) {
  const { draft, quote, inspection } = order;
  const isComing = !quote && inspection.fine.length > 0 && order.quoteError === null;
  return (
    <Section title="Price">
      {draft.files.length === 0 && <p className={classes.hint}>The price stands here once there are files.</p>}
      {isComing && <Coming files={draft.files.length} />}
      {quote && (
        <div className={classes.both} data-old={order.isQuoteOld}>
          <Breakdown quote={quote} />
          <Facts quote={quote} />
        </div>
      )}
    </Section>
  );
}

function Coming({ files }: { readonly files: number }) {
  const isSlow = useSlow(true);
  return (
    <div role="status" className={classes.coming}>
      <p className={classes.hint}>
        {isSlow ? `Looking at ${count(files, 'file')} for the price` : 'Asking for the price'}
      </p>
      <Skeleton height={12} width="60%" />
      <Skeleton height={12} width="50%" />
      <Skeleton height={12} width="55%" />
    </div>
  );
}

function Breakdown({ quote }: { readonly quote: JobQuote }) {
  const usual = BigInt(quote.bountyMcc) + BigInt(quote.platformFeeMcc) + BigInt(quote.verifierFeeMcc);
  const reserve = mcc(BigInt(quote.setAsideMcc) - usual);
  return (
    <div className={classes.sums}>
      <Lines>
        <Line label="Work">
          <Credits of={quote.bountyMcc} />
        </Line>
        <Line label="Platform fee">
          <Credits of={quote.platformFeeMcc} />
        </Line>
        <Line label="Checking fee">
          <Credits of={quote.verifierFeeMcc} />
        </Line>
        {reserve > 0n && (
          <Line label="Reserve for more checks">
            <Credits of={reserve} />
          </Line>
        )}
        <Line label="Set aside when you post it" isSum>
          <Credits of={quote.setAsideMcc} />
        </Line>
      </Lines>
      <p className={classes.small}>
        You pay <Credits of={mcc(usual)} /> when all goes well. What is not used comes back when the job ends.
      </p>
    </div>
  );
}

function Facts({ quote }: { readonly quote: JobQuote }) {
  const network = useCall('app.state', null).data?.network?.name;
  const expectation = expectationOf(quote);
  return (
    <ul className={classes.facts}>
      <Fact icon={<IconClock size={18} stroke={1.5} />} title="Time to expect" isWarning={expectation.waits}>
        {expectation.sentence}
      </Fact>
      <Fact icon={<IconUsers size={18} stroke={1.5} />} title="Checked by others">
        Two others, drawn by lot, re-compute a part of each task before anybody is paid.{' '}
        {network ? `All is settled on ${network}.` : 'All is settled on the network you are on.'}
      </Fact>
      <Fact icon={<IconEye size={18} stroke={1.5} />} title="Who can read it">
        Whoever computes or checks your files can see them: they are not encrypted yet.
      </Fact>
      <Fact icon={<IconFolder size={18} stroke={1.5} />} title="Results go to">
        <ResultsFolder />
      </Fact>
    </ul>
  );
}

interface FactProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly isWarning?: boolean;
  readonly children: ReactNode;
}

function Fact({ icon, title, isWarning = false, children }: FactProps) {
  return (
    <li className={classes.fact} data-warning={isWarning}>
      <span aria-hidden="true" className={classes.icon}>
        {icon}
      </span>
      <div>
        <p className={classes.factTitle}>{title}</p>
        <div className={classes.factText}>{children}</div>
      </div>
    </li>
  );
}
