const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const STEP = 1000;

/** A size: `340 B`, `1.2 MB`. */
export function Size({ of }: { readonly of: number }) {
  return <span style={{ whiteSpace: 'nowrap' }}>{sizeText(of)}</span>;
}

/** The same as text; one decimal below ten of a unit. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const number = unit === 0 || value >= 9.95 ? String(Math.round(value)) : value.toFixed(1);
  return `${number}\u00a0${UNITS[unit] ?? 'B'}`;
}
