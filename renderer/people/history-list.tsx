/** What passed between you and a person, newest first; each sentence opens its thing. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import { pathOf } from '../app/routes.js';
import { Credits } from '../ui/credits.js';
import { Moment } from '../ui/moment.js';
import styles from './history-list.module.css';

export function HistoryList({ happenings }: { readonly happenings: readonly Happening[] }) {
  return (
    <ul className={styles.history}>
      {happenings.map(({ id, at, sentence, amountMcc, opens }) => (
        <li key={id} className={styles.happening}>
          <span className={styles.at}>
            <Moment at={at} />
          </span>
          <span>
            {opens ? (
              <Anchor component={Link} href={pathOf(opens)} size="sm">
                {sentence}
              </Anchor>
            ) : (
              sentence
            )}
          </span>
          <span className={styles.amount}>{amountMcc !== undefined && <Credits of={amountMcc} signed />}</span>
        </li>
      ))}
    </ul>
  );
}
