import { IconAlertTriangle } from '@tabler/icons-react';
import { MOST_FILES } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import classes from './left-out.module.css';
import type { OrderDraft } from './order-store.js';

/** How many files that could not be read are named one by one. */
const MOST_NAMED = 3;

/** What was chosen and is not in the list: files beyond the most a job may have, and those that cannot be read. */
export function LeftOut({ draft: { leftOut, unreadable } }: { readonly draft: OrderDraft }) {
  const rest = unreadable.length - MOST_NAMED;
  if (leftOut === 0 && unreadable.length === 0) return null;
  return (
    <div role="status" className={classes.notes}>
      <IconAlertTriangle size={16} aria-hidden="true" className={classes.icon} />
      <ul>
        {leftOut > 0 && (
          <li>
            A job takes at most {MOST_FILES} files, so {count(leftOut, 'file')} {leftOut === 1 ? 'was' : 'were'} left
            out. Order the rest as another job.
          </li>
        )}
        {unreadable.slice(0, MOST_NAMED).map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
        {rest > 0 && <li>{count(rest, 'more file or folder', 'more files or folders')} cannot be read either.</li>}
      </ul>
    </div>
  );
}
