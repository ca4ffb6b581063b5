import type { Log } from '../../main/adapters.js';

const nothing = (): void => undefined;

/** For what a test does not look at. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, in: () => silentLog };
