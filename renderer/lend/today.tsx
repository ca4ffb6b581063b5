/** What this computer did since midnight, in four figures. */
import type { ReactNode } from 'react';
import type { LendPage } from '../../domain/wire/ipc/lend.js';
import { Credits } from '../ui/credits.js';
import { Duration } from '../ui/duration.js';
import styles from './today.module.css';

export function Today({ today }: { readonly today: LendPage['today'] }) {
  return (
    <dl className={styles.figures}>
      <Figure label="Earned">
        <Credits of={today.earnedMcc} />
      </Figure>
      <Figure label="Tasks computed">{today.tasks}</Figure>
      <Figure label="Checks of others">{today.checks}</Figure>
      <Figure label="Time worked">{today.workedMs === 0 ? 'none' : <Duration of={today.workedMs} />}</Figure>
    </dl>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
