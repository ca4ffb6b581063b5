import { Link } from 'wouter';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import { pathOf } from '../app/routes.js';
import { Credits } from '../ui/credits.js';
import { Empty } from '../ui/empty.js';
import { Moment } from '../ui/moment.js';
import classes from './happenings.module.css';

/** What happened, newest first; each sentence opens what it speaks of. */
export function Happenings({ happenings }: { readonly happenings: readonly Happening[] }) {
  if (happenings.length === 0) {
    return (
      <Empty
        title="Nothing happened yet."
        hint="Jobs, tasks, checks and payments stand here as soon as there are any."
      />
    );
  }
  return (
    <ol className={classes.rows}>
      {happenings.map((happening) => (
        <li key={happening.id}>
          {happening.opens === undefined ? (
            <span className={classes.row}>
              <Inside happening={happening} />
            </span>
          ) : (
            <Link className={classes.row} href={pathOf(happening.opens)}>
              <Inside happening={happening} />
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}

function Inside({ happening: { at, sentence, amountMcc } }: { readonly happening: Happening }) {
  return (
    <>
      <span className={classes.at}>
        <Moment at={at} />
      </span>
      <span className={classes.sentence}>{sentence}</span>
      {amountMcc !== undefined && (
        <span className={classes.amount} data-up={!amountMcc.startsWith('-')}>
          <Credits of={amountMcc} signed />
        </span>
      )}
    </>
  );
}
