import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { PicturesWait } from '../ui/pictures-wait.js';
import classes from './virtual-rows.module.css';

/** Rows drawn beyond what is seen, so that Tab and the arrow keys always find a next one. */
const BEYOND = 8;
/** Put on the one control of a row that the arrow keys go to. */
export const ROW_FOCUS = { 'data-row-focus': true } as const;

export interface VirtualRowsProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Height of every row in layout pixels. */
  readonly rowHeight: number;
  /** What the list holds, for those who do not see it. */
  readonly label: string;
  /** The list scrolls by itself beyond this height in layout pixels; without it, the page does. */
  readonly maxHeight?: number;
  readonly children: (item: Item, index: number) => ReactNode;
}

/** A list of any length of which only what is seen is drawn. The arrow keys, Home and End go through its rows. */
export function VirtualRows<Item>(props: VirtualRowsProps<Item>) {
  const { items, keyOf, rowHeight, label, maxHeight, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const { scroller, margin } = useScroller(list, maxHeight !== undefined);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: BEYOND,
    scrollMargin: margin,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  const keys = useRowKeys(list, items.length, (index) => rows.scrollToIndex(index));
  const body = (
    <div
      ref={list}
      role="list"
      aria-label={label}
      className={classes.list}
      style={{ height: rows.getTotalSize() }}
      {...keys}
    >
      {rows.getVirtualItems().map(({ key, index, start, size }) => {
        const item = items[index];
        return item === undefined ? null : (
          <div
            key={key}
            role="listitem"
            aria-posinset={index + 1}
            aria-setsize={items.length}
            data-index={index}
            className={classes.row}
            style={{ height: size, transform: `translateY(${start - margin}px)` }}
          >
            {children(item, index)}
          </div>
        );
      })}
    </div>
  );
  return (
    <PicturesWait value={rows.isScrolling}>
      {maxHeight === undefined ? (
        body
      ) : (
        <div className={classes.box} style={{ maxHeight }}>
          {body}
        </div>
      )}
    </PicturesWait>
  );
}

/** What scrolls the list, and how far below its top the list begins. */
function useScroller(list: { readonly current: HTMLElement | null }, isOwn: boolean) {
  const [found, setFound] = useState<{ scroller: HTMLElement | null; margin: number }>({ scroller: null, margin: 0 });
  useLayoutEffect(() => {
    const scroller = isOwn ? (list.current?.parentElement ?? null) : scrollParentOf(list.current);
    const margin = isOwn ? 0 : distance(list.current, scroller);
    setFound((before) => (before.scroller === scroller && before.margin === margin ? before : { scroller, margin }));
  });
  return found;
}

function scrollParentOf(element: HTMLElement | null): HTMLElement | null {
  let parent = element?.parentElement ?? null;
  while (parent && !/auto|scroll/.test(getComputedStyle(parent).overflowY)) parent = parent.parentElement;
  return parent;
}

function distance(list: HTMLElement | null, scroller: HTMLElement | null): number {
  if (!list || !scroller) return 0;
  return Math.round(list.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop);
}

/**
 * Goes from row to row by keys, drawing those that are not drawn yet; and when the row with the focus is taken out of
 * the list, gives the focus to the one that comes into its place.
 */
function useRowKeys(
  list: { readonly current: HTMLElement | null },
  length: number,
  scrollTo: (index: number) => void,
): { onKeyDown: (event: KeyboardEvent) => void; onFocus: (event: FocusEvent) => void } {
  const wanted = useRef<number | undefined>(undefined);
  const last = useRef<{ index: number; length: number } | undefined>(undefined);

  useEffect(() => {
    const lost = last.current && last.current.length > length && document.activeElement === document.body;
    if (lost && last.current) wanted.current = Math.min(last.current.index, length - 1);
    if (wanted.current !== undefined && focusRow(list.current, wanted.current)) wanted.current = undefined;
    const held = rowOf(document.activeElement, list.current);
    last.current = held === undefined ? undefined : { index: held, length };
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const from = rowOf(event.target, list.current);
    const to = from === undefined ? undefined : target(event.key, from, length);
    if (to === undefined) return;
    event.preventDefault();
    if (focusRow(list.current, to)) return;
    wanted.current = to;
    scrollTo(to);
  };
  const onFocus = (event: FocusEvent) => {
    const index = rowOf(event.target, list.current);
    last.current = index === undefined ? undefined : { index, length };
  };
  return { onKeyDown, onFocus };
}

function target(key: string, from: number, length: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(length - 1, from + 1);
  if (key === 'ArrowUp') return Math.max(0, from - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}

function rowOf(element: unknown, list: HTMLElement | null): number | undefined {
  const row = element instanceof HTMLElement ? element.closest<HTMLElement>('[data-index]') : null;
  return row && list?.contains(row) ? Number(row.dataset['index']) : undefined;
}

function focusRow(list: HTMLElement | null, index: number): boolean {
  const control = list?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row-focus]`);
  control?.focus();
  return control !== null && control !== undefined;
}
