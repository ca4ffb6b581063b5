/** The last 24 hours as a band draws them: where a span lies, and which hours to name. */
import type { LendPage } from '../../domain/wire/ipc/lend.js';
import { minutes } from '../../domain/units.js';

export type Span = LendPage['band'][number];

const DAY_MS = minutes(24 * 60);
const LABEL_EVERY_HOURS = 3;

/** A place on the band, in percent of its width. */
export interface Place {
  readonly left: number;
  readonly width: number;
}

/** Where `span` lies in the day that ends at `now`; what is older is cut off. */
export function placeOf(span: Pick<Span, 'from' | 'to'>, now: number): Place {
  const left = percent(span.from, now);
  return { left, width: Math.max(0, percent(span.to, now) - left) };
}

/** Full hours of the day that ends at `now`, every third by the clock on the wall. */
export function hourMarks(
  now: number,
): readonly { readonly at: number; readonly left: number; readonly text: string }[] {
  const marks = [];
  const hour = new Date(now - DAY_MS);
  hour.setMinutes(0, 0, 0);
  for (hour.setHours(hour.getHours() + 1); hour.getTime() <= now; hour.setHours(hour.getHours() + 1)) {
    if (hour.getHours() % LABEL_EVERY_HOURS !== 0) continue;
    const at = hour.getTime();
    marks.push({ at, left: percent(at, now), text: `${hour.getHours()}:00` });
  }
  return marks;
}

/** The time covered by the spans of one sort, in milliseconds; what overlaps counts once. */
export function coveredMs(spans: readonly Span[], what: Span['what'], now: number): number {
  let covered = 0;
  let reached = now - DAY_MS;
  for (const span of spans.filter((each) => each.what === what).toSorted((one, other) => one.from - other.from)) {
    const from = Math.max(span.from, reached);
    const to = Math.min(span.to, now);
    if (to <= from) continue;
    covered += to - from;
    reached = to;
  }
  return covered;
}

function percent(at: number, now: number): number {
  return Math.min(100, Math.max(0, ((at - (now - DAY_MS)) / DAY_MS) * 100));
}
