import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { openDraft } from '../composer/draft.js';
import { useAct } from '../app/queries.js';
import { NEW_JOB } from '../app/routes.js';
import { Problem } from '../ui/problem.js';
import classes from './try-samples.module.css';

/** The two ways to a first job: one's own files, or the photos that came with the app. */
export function TrySamples() {
  const samples = useAct('jobs.samples');
  const open = () => samples.mutate(null, { onSuccess: ({ paths }) => openDraft(paths) });
  return (
    <div className={classes.ways}>
      <Button component={Link} href={NEW_JOB}>
        New job
      </Button>
      <Button variant="default" loading={samples.isPending} onClick={open}>
        Try the sample photos
      </Button>
      {samples.error && <Problem of={samples.error} />}
    </div>
  );
}
