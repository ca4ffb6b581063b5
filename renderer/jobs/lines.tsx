import type { ReactNode } from 'react';
import classes from './lines.module.css';

/** Labels with their values, one a line, values to the right; the last of a sum stands out. */
export function Lines({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.lines}>{children}</dl>;
}

export interface LineProps {
  readonly label: ReactNode;
  /** Set off by a hairline and heavier: what the lines above come to. */
  readonly isSum?: boolean;
  readonly children: ReactNode;
}

/** One label with its value. */
export function Line({ label, isSum = false, children }: LineProps) {
  return (
    <div className={classes.line} data-sum={isSum}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
