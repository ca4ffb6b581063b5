import { ActionIcon, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { ROW_FOCUS, VirtualRows } from '../jobs/virtual-rows.js';
import { Picture } from '../ui/picture.js';
import { Size } from '../ui/size.js';
import type { ChosenFile } from './chosen-files.js';
import classes from './file-list.module.css';
import { figuresText } from './figures.js';
import type { Understanding } from './inspection.js';
import { removeFiles } from './order-store.js';
import type { Inspection } from './use-inspection.js';

const ROW_HEIGHT = 56;
const MOST_HEIGHT = 5.5 * ROW_HEIGHT;

export interface FileListProps {
  readonly files: readonly ChosenFile[];
  readonly inspection: Inspection;
}

/** The chosen files, each with what was understood of it or why it is refused; once all are known, those come first. */
export function FileList({ files, inspection }: FileListProps) {
  const shown = useMemo(() => (inspection.left === 0 ? refusedFirst(files, inspection) : files), [files, inspection]);
  return (
    <VirtualRows
      items={shown}
      keyOf={({ path }) => path}
      rowHeight={ROW_HEIGHT}
      maxHeight={MOST_HEIGHT}
      label="Files of the job"
    >
      {(file) => <FileRow file={file} understanding={inspection.of(file.path)} />}
    </VirtualRows>
  );
}

function refusedFirst(files: readonly ChosenFile[], { of }: Inspection): readonly ChosenFile[] {
  const isRefused = ({ path }: ChosenFile) => of(path)?.state === 'refused';
  return [...files.filter(isRefused), ...files.filter((file) => !isRefused(file))];
}

interface FileRowProps {
  readonly file: ChosenFile;
  readonly understanding: Understanding | undefined;
}

const FileRow = memo(function FileRow({ file, understanding }: FileRowProps) {
  const { path, name, size } = file;
  return (
    <div className={classes.row}>
      <Picture path={understanding?.state === 'fine' ? path : undefined} alt="" side={40} />
      <div className={classes.words}>
        <p className={classes.name} title={path}>
          {name}
        </p>
        <Understood of={understanding} />
      </div>
      <span className={classes.size}>
        <Size of={size} />
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name}`}
        onClick={() => removeFiles(new Set([path]))}
        {...ROW_FOCUS}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
});

function Understood({ of }: { readonly of: Understanding | undefined }) {
  if (of === undefined) return <Skeleton height={10} width={140} mt={4} />;
  if (of.state === 'refused') {
    return (
      <p className={classes.refusal} title={of.message}>
        {of.message}
      </p>
    );
  }
  return <p className={classes.figures}>{figuresText(of.figures)}</p>;
}
