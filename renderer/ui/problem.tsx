import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './problem.module.css';

/** What a `Problem` is drawn from. */
export interface ProblemProps {
  /** An error of the app, or a problem that it told of: its message says what to do next. */
  readonly of: { readonly code: string; readonly message: string };
  /** The way on. */
  readonly action?: ReactNode;
}

/** Something went wrong: the sentence where the person is looking, and a way on. */
export function Problem({ of, action }: ProblemProps) {
  return (
    <div role="alert" className={classes.problem} data-code={of.code}>
      <IconAlertTriangle size={20} aria-hidden="true" className={classes.icon} />
      <p className={classes.message}>{of.message}</p>
      {action}
    </div>
  );
}
