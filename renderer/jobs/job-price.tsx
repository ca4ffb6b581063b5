import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { Credits } from '../ui/credits.js';
import { Section } from '../ui/section.js';
import classes from './job-price.module.css';
import { Line, Lines } from './lines.js';

/** What the job costs: set aside before the end, paid after it. */
export function JobPrice({ job: { state, priceMcc, workMcc, feesMcc } }: { readonly job: JobPage }) {
  const isUnderWay = state === 'under-way';
  return (
    <Section title="Price">
      <Lines>
        <Line label={isUnderWay ? 'For the work' : 'Paid for work'}>
          <Credits of={workMcc} />
        </Line>
        <Line label={isUnderWay ? 'For fees and checks' : 'Fees and checks'}>
          <Credits of={feesMcc} />
        </Line>
        <Line label={isUnderWay ? 'Set aside' : 'Paid in all'} isSum>
          <Credits of={priceMcc} />
        </Line>
      </Lines>
      {isUnderWay && <p className={classes.note}>What is not used comes back when the job ends.</p>}
    </Section>
  );
}
