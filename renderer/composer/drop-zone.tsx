import { Button } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import { call } from '../app/client.js';
import { Problem } from '../ui/problem.js';
import classes from './drop-zone.module.css';
import { addPaths } from './order-store.js';

export interface DropZoneProps {
  /** There are files already: it makes room for them. */
  readonly isSmall: boolean;
  /** What the file dialog offers, without the dot. */
  readonly extensions: string[];
}

/** Where files come in. Dropping works anywhere in the window; here it is said, and here are the other ways. */
export function DropZone({ isSmall, extensions }: DropZoneProps) {
  const [problem, setProblem] = useState<ErrorReport>();
  const choose = (ask: () => Promise<{ paths: string[] }>) => {
    setProblem(undefined);
    ask()
      .then(({ paths }) => addPaths(paths))
      .catch((thrown: unknown) => setProblem(reportOf(thrown)));
  };
  return (
    <div className={classes.zone} data-small={isSmall}>
      {!isSmall && <IconPhotoPlus size={32} stroke={1.25} aria-hidden="true" className={classes.icon} />}
      <p className={classes.text}>
        {isSmall ? 'Drop more files anywhere, or' : 'Drop files or a folder anywhere in the window'}
      </p>
      <div className={classes.buttons}>
        <Button
          variant={isSmall ? 'default' : 'filled'}
          size={isSmall ? 'xs' : 'sm'}
          onClick={() => choose(() => call('shell.chooseFiles', { title: 'Files for the job', extensions }))}
        >
          Choose files
        </Button>
        <Button
          variant="default"
          size={isSmall ? 'xs' : 'sm'}
          onClick={() => choose(() => call('shell.chooseFolder', { title: 'A folder for the job' }))}
        >
          Choose folder
        </Button>
        {!isSmall && (
          <Button variant="subtle" onClick={() => choose(() => call('jobs.samples', null))}>
            Use the sample photos
          </Button>
        )}
      </div>
      {problem && <Problem of={problem} />}
    </div>
  );
}
