import { Anchor, Button, SegmentedControl } from '@mantine/core';
import { count } from '../../domain/words.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { sizeText } from '../ui/size.js';
import { DropZone } from './drop-zone.js';
import { FileList } from './file-list.js';
import { LookingAt } from './looking-at.js';
import { LeftOut } from './left-out.js';
import { chooseKind, clearFiles, removeFiles, undoRemove } from './order-store.js';
import type { Order } from './use-order.js';
import classes from './what-part.module.css';

/** What is to be computed: the files, what was understood of each, and which kind of work it is. */
export function WhatPart({ order }: { readonly order: Order }) {
  const { draft, kinds, kind, inspection } = order;
  const hasFiles = draft.files.length > 0;
  return (
    <Section title="What" actions={hasFiles && <ClearButton />}>
      <div className={classes.stack}>
        <DropZone isSmall={hasFiles} extensions={kinds.flatMap(({ extensions }) => extensions)} />
        {draft.problem && <Problem of={draft.problem} />}
        <LeftOut draft={draft} />
        {draft.undo && <UndoLine removed={draft.undo.files.length - draft.files.length} />}
        {hasFiles && kinds.length > 1 && kind && (
          <SegmentedControl
            aria-label="Kind of work"
            data={kinds.map(({ id, label }) => ({ value: id, label }))}
            value={kind.id}
            onChange={chooseKind}
          />
        )}
        {hasFiles && <Summary order={order} />}
        {inspection.problem && (
          <Problem
            of={inspection.problem}
            action={
              <Button size="xs" variant="default" onClick={inspection.retry}>
                Try again
              </Button>
            }
          />
        )}
        {hasFiles && <FileList files={draft.files} inspection={inspection} />}
      </div>
    </Section>
  );
}

function ClearButton() {
  return (
    <Button size="compact-sm" variant="subtle" color="gray" onClick={clearFiles}>
      Remove all
    </Button>
  );
}

function UndoLine({ removed }: { readonly removed: number }) {
  return (
    <p className={classes.note} role="status">
      {count(removed, 'file')} removed.{' '}
      <Anchor component="button" type="button" underline="always" onClick={undoRemove}>
        Undo
      </Anchor>
    </p>
  );
}

function Summary({ order: { draft, inspection } }: { readonly order: Order }) {
  const { refused, left } = inspection;
  const bytes = draft.files.reduce((sum, { size }) => sum + size, 0);
  const removeRefused = () => {
    const paths = draft.files.map(({ path }) => path);
    removeFiles(new Set(paths.filter((path) => inspection.of(path)?.state === 'refused')));
  };
  return (
    <div className={classes.summary}>
      <p>
        {count(draft.files.length, 'file')}, {sizeText(bytes)}
      </p>
      {refused > 0 && left === 0 && (
        <p className={classes.warn}>
          {count(refused, 'file')} cannot be computed and {refused === 1 ? 'is' : 'are'} left out of the price.{' '}
          <Anchor component="button" type="button" underline="always" onClick={removeRefused}>
            Remove {refused === 1 ? 'it' : 'them'}
          </Anchor>
        </p>
      )}
      {inspection.problem === undefined && <LookingAt files={draft.files.length} inspection={inspection} />}
    </div>
  );
}
