/** The last 24 hours as one band: a lane for working, one for checking, direct labels, and a table of the same. */
import { Anchor } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { durationText } from '../ui/duration.js';
import { timeText } from '../ui/moment.js';
import { type Span, coveredMs, hourMarks, placeOf } from './day.js';
import styles from './day-band.module.css';
import { DayTable } from './day-table.js';

const LANES = [
  { what: 'working', label: 'Working' },
  { what: 'checking', label: 'Checking others' },
] as const satisfies readonly { readonly what: Span['what']; readonly label: string }[];

interface DayBandProps {
  /** Oldest first. */
  readonly spans: readonly Span[];
  readonly now: number;
}

export function DayBand({ spans, now }: DayBandProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <div>
      {isTable ? <DayTable spans={spans} /> : <Band spans={spans} now={now} />}
      <Anchor component="button" type="button" size="sm" onClick={() => setIsTable((shown) => !shown)}>
        {isTable ? 'Show as a band' : 'Show as a table'}
      </Anchor>
    </div>
  );
}

function Band({ spans, now: told }: DayBandProps) {
  // The clock of the page ticks more slowly than word of new work comes.
  const now = Math.max(told, ...spans.map(({ to }) => to));
  const [shown, setShown] = useState<Span>();
  const marks = useMemo(() => hourMarks(now), [now]);
  const walk = useWalk(spans.length);
  return (
    <div className={styles.band} role="group" aria-label="The last 24 hours" onKeyDown={walk.onKeyDown}>
      {LANES.map(({ what, label }) => (
        <div key={what} className={styles.lane}>
          <span className={styles.label}>
            {label} <span className={styles.total}>{coveredText(coveredMs(spans, what, now))}</span>
          </span>
          <div className={styles.track}>
            {spans.map((span, index) =>
              span.what === what ? (
                <button
                  key={`${span.from}-${span.sentence}`}
                  ref={walk.refOf(index)}
                  type="button"
                  tabIndex={index === walk.current ? 0 : -1}
                  className={styles[what]}
                  style={styleOf(span, now)}
                  aria-label={`${span.sentence}, ${spanTimes(span)}`}
                  onMouseEnter={() => setShown(span)}
                  onMouseLeave={() => setShown(undefined)}
                  onFocus={() => {
                    walk.goTo(index);
                    setShown(span);
                  }}
                  onBlur={() => setShown(undefined)}
                />
              ) : null,
            )}
          </div>
        </div>
      ))}
      <div className={styles.lane} aria-hidden="true">
        <span />
        <div className={styles.hours}>
          {marks.map(({ at, left, text }) => (
            <span key={at} className={styles.hour} style={{ left: `${left}%` }}>
              {text}
            </span>
          ))}
          {shown && (
            <div className={styles.tip} style={tipStyle(shown, now)}>
              <strong>{shown.sentence}</strong>
              <span>{spanTimes(shown)}</span>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** `14:05 to 14:12, 7 min`. */
function spanTimes({ from, to }: Span): string {
  return `${timeText(from)} to ${timeText(to)}, ${durationText(to - from)}`;
}

function coveredText(covered: number): string {
  return covered === 0 ? 'none' : durationText(covered);
}

function styleOf(span: Span, now: number): { left: string; width: string } {
  const { left, width } = placeOf(span, now);
  return { left: `min(${left}%, 100% - 3px)`, width: `${width}%` };
}

/** Below the middle of its span, and never beyond the ends of the band. */
function tipStyle(span: Span, now: number): { left: string; transform: string } {
  const { left, width } = placeOf(span, now);
  const middle = left + width / 2;
  return { left: `${middle}%`, transform: `translateX(-${middle}%)` };
}

/** One tab stop for all spans; arrows, Home and End go from one to the next. */
function useWalk(length: number) {
  const [wanted, setWanted] = useState<number>();
  const nodes = useRef<(HTMLButtonElement | null)[]>([]);
  const current = Math.min(wanted ?? length - 1, length - 1);
  useEffect(() => {
    nodes.current.length = length;
  }, [length]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, current, length);
    if (next === undefined) return;
    event.preventDefault();
    nodes.current[next]?.focus();
  };
  return {
    current,
    goTo: setWanted,
    onKeyDown,
    refOf: (index: number) => (node: HTMLButtonElement | null) => {
      nodes.current[index] = node;
    },
  };
}

function nextIndex(key: string, current: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, current - 1);
    case 'ArrowRight':
      return Math.min(length - 1, current + 1);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
