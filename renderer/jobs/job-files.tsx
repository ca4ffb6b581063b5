import { Button } from '@mantine/core';
import { memo } from 'react';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { useAct } from '../app/queries.js';
import { Picture } from '../ui/picture.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import classes from './job-files.module.css';
import { fileName } from './job-state.js';
import { ROW_FOCUS, VirtualRows } from './virtual-rows.js';

const ROW_HEIGHT = 56;
const MOST_HEIGHT = 6.5 * ROW_HEIGHT;

/** The finished files, each with ways to it. */
export function JobFiles({ job }: { readonly job: JobPage }) {
  const open = useAct('shell.open');
  const show = useAct('shell.show');
  const problem = open.error ?? show.error;
  return (
    <Section title={job.files.length === 0 ? 'Files' : `Files (${job.files.length})`}>
      {problem && <Problem of={problem} />}
      {job.files.length === 0 ? (
        <p className={classes.none}>
          {job.state === 'under-way' ? `The finished files come to ${job.folder}.` : 'There are no finished files.'}
        </p>
      ) : (
        <VirtualRows
          items={job.files}
          keyOf={(path) => path}
          rowHeight={ROW_HEIGHT}
          maxHeight={MOST_HEIGHT}
          label="Finished files"
        >
          {(path) => <FileRow path={path} onOpen={open.mutate} onShow={show.mutate} />}
        </VirtualRows>
      )}
    </Section>
  );
}

interface FileRowProps {
  readonly path: string;
  readonly onOpen: (input: { path: string }) => void;
  readonly onShow: (input: { path: string }) => void;
}

const FileRow = memo(function FileRow({ path, onOpen, onShow }: FileRowProps) {
  const name = fileName(path);
  return (
    <div className={classes.row}>
      <Picture path={path} alt="" side={40} />
      <span className={classes.name} title={path}>
        {name}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={`Open ${name}`}
        onClick={() => onOpen({ path })}
        {...ROW_FOCUS}
      >
        Open
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={`Show in folder: ${name}`}
        onClick={() => onShow({ path })}
      >
        Show in folder
      </Button>
    </div>
  );
});
