import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { JobPage as JobFacts } from '../../domain/wire/ipc/jobs.js';
import { useCall } from '../app/queries.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { StateDot } from '../ui/state-dot.js';
import { JobActions } from './job-actions.js';
import { JobFiles } from './job-files.js';
import classes from './job-page.module.css';
import { STATE_LABELS } from './job-filter.js';
import { JobPictures } from './job-pictures.js';
import { JobPrice } from './job-price.js';
import { DOTS } from './job-state.js';
import { JobTroubles } from './job-troubles.js';
import { LifeLine } from './life-line.js';
import { Line, Lines } from './lines.js';
import { type Outcome, OutcomeLine } from './outcome-line.js';

/** One job: its life, its parts, its pictures before and after, its files and its price. */
export function JobPage() {
  const { jobId } = useParams<{ jobId: string }>();
  const query = useCall('jobs.page', { jobId });
  const [outcome, setOutcome] = useState<Outcome>();
  const job = query.data;
  return (
    <Page
      title={job?.name ?? 'Job'}
      lead={job && <State job={job} />}
      actions={job && <JobActions job={job} onOutcome={setOutcome} />}
    >
      {outcome && <OutcomeLine outcome={outcome} />}
      <Listing query={query} isEmpty={() => false} empty={null} skeleton={<OnItsWay />}>
        {(facts) => <Whole job={facts} />}
      </Listing>
    </Page>
  );
}

/** The sentence of the state; where the notice below says it too, only how the job stands. */
function State({ job }: { readonly job: JobFacts }) {
  const isSaidBelow = [job.problem?.message, job.trouble?.message].includes(job.sentence);
  return (
    <span className={classes.state} role="status">
      <StateDot state={job.trouble ? 'warn' : DOTS[job.state]} />
      {isSaidBelow ? STATE_LABELS[job.state] : job.sentence}
    </span>
  );
}

function Whole({ job }: { readonly job: JobFacts }) {
  return (
    <>
      <JobTroubles job={job} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <JobPictures job={job} />
          <JobFiles job={job} />
        </div>
        <div className={classes.side}>
          <Section title="What happened">
            <LifeLine life={job.life} now={job.state === 'under-way' ? job.sentence : undefined} />
          </Section>
          <JobPrice job={job} />
          <Section title="How">
            <Lines>
              <Line label="Kind of work">{job.kindLabel}</Line>
              {job.options.map(({ label, value }) => (
                <Line key={label} label={label}>
                  {value}
                </Line>
              ))}
            </Lines>
          </Section>
        </div>
      </div>
    </>
  );
}

function OnItsWay() {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <Skeleton className={classes.ghostPicture ?? ''} />
        <Skeleton height={20} mt="md" width="60%" />
      </div>
      <div className={classes.side}>
        {Array.from({ length: 5 }, (_, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Skeleton key={index} height={14} mb="md" width="80%" />
        ))}
      </div>
    </div>
  );
}
