import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { LEND } from '../app/routes.js';
import { Problem } from '../ui/problem.js';
import classes from './job-troubles.module.css';
import { PostAgain } from './post-again.js';

/** What ended the job, or what keeps it waiting, and the way on. */
export function JobTroubles({ job }: { readonly job: JobPage }) {
  return (
    <>
      {job.problem && (
        <div className={classes.block}>
          <Problem of={job.problem} action={<WayOn job={job} code={job.problem.code} />} />
        </div>
      )}
      {job.trouble && (
        <div className={classes.trouble} role="status">
          <IconAlertTriangle size={20} aria-hidden="true" className={classes.icon} />
          <p>{job.trouble.message} It is tried again by itself.</p>
        </div>
      )}
    </>
  );
}

function WayOn({ job, code }: { readonly job: JobPage; readonly code: string }) {
  if (code === 'funds.not-enough') {
    return (
      <Button component={Link} href={LEND} size="xs" variant="default">
        Go to Lend
      </Button>
    );
  }
  return <PostAgain job={job} label="Change and post again" size="xs" />;
}
