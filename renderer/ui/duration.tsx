const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A span of time in milliseconds: `0.4 s`, `12 s`, `3 min`, `1 h 20 min`, `2 days`. */
export function Duration({ of }: { readonly of: number }) {
  return <span style={{ whiteSpace: 'nowrap' }}>{durationText(of)}</span>;
}

/** The same as text. */
export function durationText(span: number): string {
  if (span < 9.95 * SECOND_MS) return `${(span / SECOND_MS).toFixed(1)} s`;
  if (span < 2 * MINUTE_MS) return `${Math.round(span / SECOND_MS)} s`;
  const minutes = Math.round(span / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (span >= 2 * DAY_MS) return `${Math.round(span / DAY_MS)} days`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
