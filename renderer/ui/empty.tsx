import type { ReactNode } from 'react';
import classes from './empty.module.css';

interface EmptyProps {
  readonly title: string;
  readonly hint: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
}

/** A list with nothing in it: what would stand here, and the one next step. */
export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      <p className={classes.hint}>{hint}</p>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
