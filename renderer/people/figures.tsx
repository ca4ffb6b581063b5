/** Figures with the words that explain them. */
import type { ReactNode } from 'react';
import styles from './figures.module.css';

export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

interface FigureProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}

export function Figure({ label, hint, children }: FigureProps) {
  return (
    <div>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.hint}>{hint}</dd>
    </div>
  );
}
