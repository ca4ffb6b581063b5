import { useMemo, useState } from 'react';
import type { JobChunk, JobPage } from '../../domain/wire/ipc/jobs.js';
import { ChunkGrid, type GridChunk } from '../ui/chunk-grid.js';
import { momentText } from '../ui/moment.js';
import { Section } from '../ui/section.js';
import { BeforeAfter } from './before-after.js';
import classes from './job-pictures.module.css';

/** The job's parts: one of them before and after, and all of them as a grid to pick from. */
export function JobPictures({ job: { chunkList } }: { readonly job: JobPage }) {
  const [picked, setPicked] = useState<number>();
  const cells = useMemo(() => chunkList.map(cellOf), [chunkList]);
  const chosen = chunkList[picked ?? firstFinished(chunkList)];
  return (
    <>
      {chosen && <BeforeAfter key={chosen.index} chunk={chosen} />}
      <div className={classes.parts}>
        <Section title="Parts">
          {chunkList.length === 0 ? (
            <p className={classes.none}>The files are being read; their parts stand here in a moment.</p>
          ) : (
            <ChunkGrid chunks={cells} onPick={setPicked} />
          )}
        </Section>
      </div>
    </>
  );
}

const firstFinished = (chunks: readonly JobChunk[]): number =>
  Math.max(
    0,
    chunks.findIndex(({ result }) => result !== undefined),
  );

function cellOf({ name, state, worker, checkers, at }: JobChunk): GridChunk {
  const parts = [
    worker === undefined ? '' : state === 'computing' ? `on ${worker}` : `computed by ${worker}`,
    checkers.length === 0 ? '' : `checked by ${listed(checkers)}`,
    at === undefined ? '' : momentText(at, Date.now()),
  ];
  const detail = parts.filter((part) => part !== '').join(', ');
  return { state, label: name, detail: detail === '' ? undefined : detail };
}

/** `Ben`, `Ben and Cleo`, `Ben, Cleo and Dan`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
