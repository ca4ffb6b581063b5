/** The parts of another person's page. */
import type { PersonPage } from '../../domain/wire/ipc/people.js';
import { Credits } from '../ui/credits.js';
import { Empty } from '../ui/empty.js';
import { Section } from '../ui/section.js';
import { Figure, Figures } from './figures.js';
import { HistoryList } from './history-list.js';
import styles from './person-parts.module.css';
import { capitalised, conductFigures, verdictFigures } from './person-words.js';

export function PersonParts({ person }: { readonly person: PersonPage }) {
  return (
    <>
      <Section title="Between you">
        <p className={styles.debt}>
          <DebtSentence person={person} />
        </p>
        {person.settle.length > 0 && (
          <>
            <h3 className={styles.settleTitle}>What would settle it</h3>
            <ul className={styles.settle}>
              {person.settle.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </Section>
      {person.role === 'person' && <Reputation person={person} />}
      <Section title="History">
        {person.history.length > 0 ? (
          <HistoryList happenings={person.history} />
        ) : (
          <Empty
            title="Nothing has passed between you yet"
            hint="Tasks that one of you computes for the other, and the credits for them, appear here."
          />
        )}
      </Section>
    </>
  );
}

function DebtSentence({ person: { name, youOweMcc, owesYouMcc } }: { readonly person: PersonPage }) {
  if (BigInt(youOweMcc) > 0n) {
    return (
      <>
        You owe {name} <Credits of={youOweMcc} size="large" />
      </>
    );
  }
  if (BigInt(owesYouMcc) > 0n) {
    return (
      <>
        {capitalised(name)} owes you <Credits of={owesYouMcc} size="large" />
      </>
    );
  }
  return <>Nothing is owed between you and {name}</>;
}

function Reputation({ person: { reputation, hasSeat } }: { readonly person: PersonPage }) {
  return (
    <Section title="Reputation">
      <Figures>
        {[...verdictFigures(reputation), ...conductFigures(reputation)].map(({ label, value, hint }) => (
          <Figure key={label} label={label} hint={hint}>
            {value}
          </Figure>
        ))}
        <Figure label="Earned in all" hint="for work that others accepted">
          <Credits of={reputation.earnedMcc} />
        </Figure>
        <Figure label="Checks others" hint={hasSeat ? 'has left a deposit for it' : 'has left no deposit for it'}>
          {hasSeat ? 'Yes' : 'No'}
        </Figure>
      </Figures>
    </Section>
  );
}
