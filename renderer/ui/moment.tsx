import { useNow } from './clock.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A moment as people say it today: `14:05`, `yesterday`, `3 Nov`; the title has all of it. */
export function Moment({ at }: { readonly at: number }) {
  const now = useNow(MINUTE_MS);
  return (
    <time dateTime={new Date(at).toISOString()} title={fullMoment(at)}>
      {momentText(at, now)}
    </time>
  );
}

/** `14:05`, `yesterday`, `3 Nov`, `3 Nov 2025`; all moments are in milliseconds since the Unix epoch. */
export function momentText(at: number, now: number): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0) return timeText(at);
  if (days === 1) return 'yesterday';
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
  return date.getFullYear() === new Date(now).getFullYear() ? day : `${day} ${date.getFullYear()}`;
}

/** The time of day: `14:05`. */
export function timeText(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Day, month, year and time: `3 Nov 2026, 14:05:09`. */
export function fullMoment(at: number): string {
  const date = new Date(at);
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`;
  return `${day}, ${timeText(at)}:${two(date.getSeconds())}`;
}

/** How long ago: `just now`, `3 min ago`, `2 h ago`, `5 days ago`. */
export function ageOf(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE_MS) return 'just now';
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`;
  const days = Math.floor(age / DAY_MS);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

const two = (number: number): string => String(number).padStart(2, '0');
const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
