/** One setting: what it is and does at the left, its control at the right; below one another where there is no room. */
import type { ReactNode } from 'react';
import styles from './row.module.css';

interface RowProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

export function Row({ title, hint, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div>
        <h3 className={styles.title}>{title}</h3>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
