/** Moments by this computer's clock and calendar, as people say them. */
import { type Ms, ms } from '../../domain/units.js';

/** The last midnight before `now`, or `days` further back. */
export function midnight(now: number, days = 0): Ms {
  const day = new Date(now);
  return ms(new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime());
}

/** `14:05`; with the day where it is not today: `tomorrow 08:00`, `3 November 08:00`. */
export function clockWords(at: number, now: number): string {
  const date = new Date(at);
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  if (midnight(at) === midnight(now)) return time;
  if (midnight(at) === midnight(now, -1)) return `tomorrow ${time}`;
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'long' })} ${time}`;
}

/** How much of the span from `from` to `to` lies after `since`. */
export function spanSince(since: number, from: number, to: number): number {
  return Math.max(0, to - Math.max(from, since));
}
