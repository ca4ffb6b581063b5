/** Everybody, one row each, on one shared scale; beyond a hundred only the rows in sight are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { PersonRow } from '../../domain/wire/ipc/people.js';
import { type Mcc, mcc } from '../../domain/units.js';
import { Moment } from '../ui/moment.js';
import { Person } from '../ui/person.js';
import { DebtBar, debtSize } from './debt-bar.js';
import styles from './people-rows.module.css';
import { capitalised, reputationWords, roleSentence } from './person-words.js';

/** With more rows than this, those out of sight are not drawn. */
const DRAWN_AT_MOST = 100;
const ROW_HEIGHT = 64;

interface PeopleRowsProps {
  readonly rows: readonly PersonRow[];
  /** Those who set the scale: everybody, whoever is shown. */
  readonly all: readonly PersonRow[];
}

export function PeopleRows({ rows, all }: PeopleRowsProps) {
  const scale = all.reduce<Mcc>((largest, row) => (debtSize(row) > largest ? debtSize(row) : largest), mcc(0));
  if (rows.length > DRAWN_AT_MOST) return <ManyRows rows={rows} scale={scale} />;
  return (
    <ul className={styles.rows} aria-label="People">
      {rows.map((row) => (
        <li key={row.address} className={styles.row}>
          <RowCells row={row} scale={scale} />
        </li>
      ))}
    </ul>
  );
}

function ManyRows({ rows, scale }: { readonly rows: readonly PersonRow[]; readonly scale: Mcc }) {
  const list = useRef<HTMLUListElement>(null);
  const scrollMargin = useDistanceFromTop(list);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.closest('main') ?? null,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin,
    initialRect: { width: 800, height: 600 },
  });
  return (
    <ul ref={list} className={styles.rows} aria-label="People" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <li
            key={row.address}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            className={styles.placed}
            style={{ transform: `translateY(${item.start - scrollMargin}px)` }}
          >
            <RowCells row={row} scale={scale} />
          </li>
        );
      })}
    </ul>
  );
}

/** How far below the top of the scrolled page an element begins, in pixels; measured after each drawing. */
function useDistanceFromTop(element: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const page = element.current?.closest('main');
    if (!element.current || !page) return;
    const top = element.current.getBoundingClientRect().top - page.getBoundingClientRect().top;
    setDistance(Math.round(top + page.scrollTop));
  });
  return distance;
}

function RowCells({ row, scale }: { readonly row: PersonRow; readonly scale: Mcc }) {
  const role = roleSentence(row);
  return (
    <>
      <div className={styles.who}>
        <Person address={row.address} name={row.role === 'person' ? row.name : capitalised(row.name)} />
        {role !== undefined && <p className={styles.quiet}>{role}</p>}
      </div>
      <DebtBar debt={row} scale={scale} />
      <div className={styles.about}>
        {row.role === 'person' && <p>{reputationWords(row)}</p>}
        {row.lastAt !== undefined && (
          <p className={styles.quiet}>
            last active <Moment at={row.lastAt} />
          </p>
        )}
      </div>
    </>
  );
}
