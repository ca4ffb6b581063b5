/** Whether this computer takes new tasks: lending is on, and no pause is running. */
import type { Settings } from '../settings/settings.js';

export function isLending({ roles, pausedUntil }: Pick<Settings, 'roles' | 'pausedUntil'>, now: number): boolean {
  return roles.work && now >= pausedUntil;
}
