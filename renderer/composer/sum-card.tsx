import { Anchor, Button } from '@mantine/core';
import { Link } from 'wouter';
import { navigate } from 'wouter/use-hash-location';
import { mcc } from '../../domain/units.js';
import { count } from '../../domain/words.js';
import { useAct } from '../app/queries.js';
import { LEND, pathOf } from '../app/routes.js';
import { Line, Lines } from '../jobs/lines.js';
import { Credits } from '../ui/credits.js';
import { Problem } from '../ui/problem.js';
import { expectationOf } from './expectation.js';
import { startOrder } from './order-store.js';
import { missingOf } from './readiness.js';
import { useResultsFolder } from './results-folder.js';
import classes from './sum-card.module.css';
import type { Order } from './use-order.js';

/** The sum that always stands beside the form: what is set aside, the balance before and after, and Post. */
export function SumCard({ order }: { readonly order: Order }) {
  const { quote, isQuoteOld, quoteError } = order;
  const isShort = quote !== undefined && !quote.isAffordable && quote.files.length > 0;
  const { problem, missing, isPosting, post } = usePost(order);
  const left = mcc(quote ? BigInt(quote.availableMcc) - BigInt(quote.setAsideMcc) : 0n);
  const isReady = missing === undefined && !isShort;
  return (
    <aside className={classes.card} aria-label="The sum" aria-busy={isQuoteOld}>
      <div className={classes.sum} data-old={isQuoteOld}>
        <p className={classes.label}>Set aside</p>
        {quote ? <Credits of={quote.setAsideMcc} size="large" /> : <p className={classes.dash}>No price yet</p>}
        {quote && <p className={classes.label}>{glance(order)}</p>}
      </div>
      {quote && (
        <div className={classes.balance} data-old={isQuoteOld}>
          <Lines>
            <Line label="You have">
              <Credits of={quote.availableMcc} />
            </Line>
            <Line label={left < 0n ? 'Missing' : 'After posting'}>
              <Credits of={left < 0n ? mcc(0n - left) : left} />
            </Line>
          </Lines>
        </div>
      )}
      <div className={classes.end}>
        {isShort && <TooFew />}
        {quoteError && quoteError.code !== 'input.bad-option' && (
          <Problem
            of={quoteError}
            action={
              <Button size="xs" variant="default" onClick={order.askAgain}>
                Try again
              </Button>
            }
          />
        )}
        {problem && <Problem of={problem} />}
        <Button fullWidth disabled={!isReady} loading={isPosting} onClick={post} aria-describedby="why-not-post">
          Post job
        </Button>
        <p id="why-not-post" className={classes.why} data-ready={isReady} role="status">
          {missing ?? (isShort ? '' : 'You can cancel it, at no cost, until somebody starts on it.')}
        </p>
      </div>
    </aside>
  );
}

/** `12 photos · less than 2 minutes`, or that it waits. */
function glance({ quote, kind }: Order): string {
  if (!quote) return '';
  const items = count(quote.files.length, kind?.item.one ?? 'file', kind?.item.many ?? 'files');
  const { sentence, waits } = expectationOf(quote);
  const time = waits ? 'waits for others' : sentence.slice(0, sentence.indexOf(';')).toLowerCase();
  return `${items} · ${time}`;
}

function TooFew() {
  return (
    <p className={classes.short} role="status">
      That is more than you have. Lend this computer to earn more, or choose fewer files.{' '}
      <Anchor component={Link} href={LEND} underline="always">
        Go to Lend
      </Anchor>
    </p>
  );
}

function usePost(order: Order) {
  const folder = useResultsFolder();
  const act = useAct('jobs.order');
  const { kind, settledOptions, quote } = order;
  const post = () => {
    if (!kind || !settledOptions || !quote || folder === undefined) return;
    const paths = quote.files.map(({ path }) => path);
    act.mutate(
      { kind: kind.id, paths, options: settledOptions, folder },
      {
        onSuccess: ({ jobId }) => {
          startOrder();
          navigate(pathOf({ page: 'job', jobId }));
        },
      },
    );
  };
  return { problem: act.error, missing: missingOf(order, folder), isPosting: act.isPending, post };
}
