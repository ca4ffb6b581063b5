import { Button, Progress } from '@mantine/core';
import { Link } from 'wouter';
import type { JobRow } from '../../domain/wire/ipc/jobs.js';
import { NEW_JOB, pathOf } from '../app/routes.js';
import { Credits } from '../ui/credits.js';
import { Empty } from '../ui/empty.js';
import { Picture } from '../ui/picture.js';
import classes from './jobs-under-way.module.css';

const PICTURE_SIDE = 40;

/** The jobs that others work on now. */
export function JobsUnderWay({ rows }: { readonly rows: readonly JobRow[] }) {
  if (rows.length === 0) {
    return (
      <Empty
        title="No job is under way."
        hint="Drop photos anywhere in this window, or choose them."
        action={
          <Button component={Link} href={NEW_JOB} variant="default">
            New job
          </Button>
        }
      />
    );
  }
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={row.jobId}>
          <Link className={classes.row} href={pathOf({ page: 'job', jobId: row.jobId })}>
            <Picture path={row.picture} alt="" side={PICTURE_SIDE} />
            <span className={classes.words}>
              <span className={classes.head}>
                <span className={classes.name}>{row.name}</span>
                <Credits of={row.priceMcc} />
              </span>
              <span className={classes.sentence}>{row.sentence}</span>
              <Progress
                size="xs"
                value={row.chunks === 0 ? 0 : (row.chunksDone / row.chunks) * 100}
                aria-label={`${row.name}: ${row.chunksDone} of ${row.chunks} parts finished`}
              />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
