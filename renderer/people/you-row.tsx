/** The way from the list to one's own page. */
import type { Standing } from '../../domain/wire/ipc/people.js';
import { Credits } from '../ui/credits.js';
import { Person } from '../ui/person.js';
import rows from './people-rows.module.css';
import { reputationWords } from './person-words.js';
import styles from './you-row.module.css';

export function YouRow({ me }: { readonly me: Standing }) {
  return (
    <div className={`${rows.row} ${styles.you}`}>
      <div className={rows.who}>
        <Person address={me.address} name="You" />
        <p className={rows.quiet}>{me.name}</p>
      </div>
      <p className={styles.available}>
        <Credits of={me.availableMcc} /> <span className={rows.quiet}>to spend</span>
      </p>
      <div className={rows.about}>
        <p>{reputationWords(me)}</p>
      </div>
    </div>
  );
}
