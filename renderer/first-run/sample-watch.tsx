import { Button, Skeleton } from '@mantine/core';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { useAct, useCall } from '../app/queries.js';
import { ChunkGrid } from '../ui/chunk-grid.js';
import { chunkDetail } from '../ui/chunk-detail.js';
import { Listing } from '../ui/listing.js';
import { Moment } from '../ui/moment.js';
import { fileName } from '../ui/file-name.js';
import { Picture } from '../ui/picture.js';
import { Problem } from '../ui/problem.js';
import { StateDot } from '../ui/state-dot.js';
import classes from './sample-job.module.css';
import { SetupButtons, SetupPage } from './setup-page.js';

const PICTURE_SIDE = 72;

interface SampleWatchProps {
  readonly jobId: string;
  readonly onLeave: () => void;
}

/** The sample job as it goes: its parts, what happened so far, and the files as they come back. */
export function SampleWatch({ jobId, onLeave }: SampleWatchProps) {
  const query = useCall('jobs.page', { jobId });
  const isDone = query.data?.state === 'done';
  return (
    <SetupPage
      title={isDone ? 'Your first job is done' : 'Your first job is under way'}
      lead={
        isDone
          ? 'Computed by a neighbour, checked by others, paid in credits. Your own photos go the same way.'
          : 'It takes about a minute. You need not wait here: it goes on by itself, and Jobs shows it.'
      }
    >
      <div className={classes.watch}>
        <Listing query={query} isEmpty={() => false} empty={null} skeleton={<Skeleton height={220} />}>
          {(job) => <Watched job={job} />}
        </Listing>
      </div>
      <SetupButtons>
        <Button onClick={onLeave}>Go to Home</Button>
      </SetupButtons>
    </SetupPage>
  );
}

function Watched({ job }: { readonly job: JobPage }) {
  const open = useAct('shell.open');
  const chunks = job.chunkList.map((chunk) => ({ state: chunk.state, label: chunk.name, detail: chunkDetail(chunk) }));
  return (
    <>
      <p className={classes.sentence} role="status">
        <StateDot state={job.state} />
        {job.sentence}
      </p>
      {job.problem && <Problem of={job.problem} />}
      {job.trouble && <p className={classes.wait}>{job.trouble.message}</p>}
      {chunks.length > 0 && <ChunkGrid chunks={chunks} />}
      <h2 className={classes.heading}>What happened so far</h2>
      <ol className={classes.life}>
        {job.life.map((happening) => (
          <li key={happening.id}>
            <span className={classes.at}>
              <Moment at={happening.at} />
            </span>
            {happening.sentence}
          </li>
        ))}
      </ol>
      {job.files.length > 0 && (
        <>
          <h2 className={classes.heading}>Finished photos</h2>
          <ul className={classes.pictures}>
            {job.files.map((path) => (
              <li key={path}>
                <button
                  type="button"
                  className={classes.open}
                  aria-label={`Open ${fileName(path)}`}
                  onClick={() => open.mutate({ path })}
                >
                  <Picture path={path} alt="" side={PICTURE_SIDE} />
                </button>
              </li>
            ))}
          </ul>
          {open.error && <Problem of={open.error} />}
        </>
      )}
    </>
  );
}
