/** The moments a pause may last until, by this computer's clock. */
import { minutes } from '../../domain/units.js';

const MORNING_HOUR = 8;

export interface PauseChoice {
  readonly label: string;
  /** The end of a pause chosen at `now`, both since the Unix epoch; nothing: until it is started again. */
  readonly until: (now: number) => number | undefined;
}

/** What the pause menu offers, shortest first. */
export const PAUSE_CHOICES: readonly PauseChoice[] = [
  { label: 'Pause for 1 hour', until: (now) => now + minutes(60) },
  { label: 'Pause until tomorrow 8:00', until: tomorrowMorning },
  { label: 'Pause until I start again', until: () => undefined },
];

function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(MORNING_HOUR, 0, 0, 0);
}
