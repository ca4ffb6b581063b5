import type { ReactNode } from 'react';
import type { HomePage } from '../../domain/wire/ipc/home.js';
import { Credits } from '../ui/credits.js';
import { Section } from '../ui/section.js';
import classes from './balance.module.css';

/** What can be spent, how today changed it, and thirty days of it. */
export function Balance({ home }: { readonly home: HomePage }) {
  return (
    <Section title="Available">
      <p>
        <Credits of={home.me.availableMcc} size="display" />
      </p>
      <p className={classes.today}>{home.todayMcc === '0' ? 'No change today' : <Today of={home.todayMcc} />}</p>
      <dl className={classes.facts}>
        <Fact name="Earned in 30 days">
          <Credits of={home.earned30Mcc} />
        </Fact>
        <Fact name="Spent in 30 days">
          <Credits of={home.spent30Mcc} />
        </Fact>
        {home.setAsideMcc !== '0' && (
          <Fact name="Set aside for jobs">
            <Credits of={home.setAsideMcc} />
          </Fact>
        )}
        {home.depositsMcc !== '0' && (
          <Fact name="Kept as deposit">
            <Credits of={home.depositsMcc} />
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Today({ of }: { readonly of: string }) {
  return (
    <>
      <span className={classes.change} data-up={!of.startsWith('-')}>
        <Credits of={of} signed />
      </span>{' '}
      today
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
