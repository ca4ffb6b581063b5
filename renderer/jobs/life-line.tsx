import { Link } from 'wouter';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import { pathOf } from '../app/routes.js';
import { useNow } from '../ui/clock.js';
import { Credits } from '../ui/credits.js';
import { fullMoment, momentText, timeText } from '../ui/moment.js';
import classes from './life-line.module.css';

const MINUTE_MS = 60_000;

export interface LifeLineProps {
  /** What happened, in any order. */
  readonly life: readonly Happening[];
  /** What is going on, while something is. */
  readonly now?: string | undefined;
}

/** A job's life in words with times, from the top down; the last point is now while it goes on. */
export function LifeLine({ life, now }: LifeLineProps) {
  const clock = useNow(MINUTE_MS);
  const points = [...life].sort((one, other) => one.at - other.at);
  return (
    <ol className={classes.line} aria-label="What happened">
      {points.map(({ id, at, sentence, amountMcc, opens }) => (
        <li key={id} className={classes.point}>
          <time className={classes.time} dateTime={new Date(at).toISOString()} title={fullMoment(at)}>
            {dayAndTime(at, clock)}
          </time>
          <span className={classes.words}>
            {opens && opens.page !== 'job' ? (
              <Link className={classes.link ?? ''} href={pathOf(opens)}>
                {sentence}
              </Link>
            ) : (
              sentence
            )}
            {amountMcc !== undefined && (
              <span className={classes.amount}>
                <Credits of={amountMcc} signed />
              </span>
            )}
          </span>
        </li>
      ))}
      {now !== undefined && (
        <li className={classes.point} data-now="true" aria-current="step">
          <span className={classes.time}>Now</span>
          <span className={classes.words}>{now}</span>
        </li>
      )}
    </ol>
  );
}

/** `14:05` today, `3 Nov 14:05` before. */
function dayAndTime(at: number, now: number): string {
  const day = momentText(at, now);
  return day === timeText(at) ? day : `${day} ${timeText(at)}`;
}
