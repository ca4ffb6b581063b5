import { Progress } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { JobRow } from '../../domain/wire/ipc/jobs.js';
import { pathOf } from '../app/routes.js';
import { Credits } from '../ui/credits.js';
import { Moment } from '../ui/moment.js';
import { Picture } from '../ui/picture.js';
import { StateDot } from '../ui/state-dot.js';
import classes from './job-line.module.css';
import { DOTS } from './job-state.js';
import { ROW_FOCUS } from './virtual-rows.js';

/** Height of a row in layout pixels. */
export const JOB_ROW_HEIGHT = 72;

/** A job in the list: what it is, how it stands, how far it is, what it costs, when it was posted. */
export const JobLine = memo(function JobLine({ row }: { readonly row: JobRow }) {
  const { jobId, name, state, sentence, chunksDone, chunks, priceMcc, orderedAt, picture } = row;
  return (
    <Link href={pathOf({ page: 'job', jobId })} className={classes.line} {...ROW_FOCUS}>
      <Picture path={picture} alt="" side={48} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.sentence}>
          <StateDot state={DOTS[state]} side={14} />
          <span className={classes.cut}>{sentence}</span>
        </span>
      </span>
      <span className={classes.progress}>
        {state === 'under-way' && (
          <Progress value={chunks === 0 ? 0 : (chunksDone / chunks) * 100} size="sm" aria-hidden="true" />
        )}
        <span className={classes.small}>
          {chunksDone} of {chunks} done
        </span>
      </span>
      <span className={classes.figure}>
        <Credits of={priceMcc} />
      </span>
      <span className={classes.age}>
        <Moment at={orderedAt} />
      </span>
    </Link>
  );
});
