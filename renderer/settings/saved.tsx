/** The quiet word that a change was kept; it holds its place, so that nothing jumps. */
import { IconCheck } from '@tabler/icons-react';
import styles from './saved.module.css';

export function Saved({ when }: { readonly when: boolean }) {
  return (
    <span role="status" className={styles.saved}>
      {when && (
        <>
          <IconCheck size={14} aria-hidden="true" /> Saved
        </>
      )}
    </span>
  );
}
