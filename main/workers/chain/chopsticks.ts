/**
 * The embedded engine's package, loaded late and counted.
 *
 * It reads its log level while it loads, and all engines of a process share its one worker thread: the last to
 * close ends it.
 */
import type * as Core from '@acala-network/chopsticks-core';

/** The package's exports. */
export type Chopsticks = typeof Core;
/** What the package reads a chain from. */
export type EngineProvider = ConstructorParameters<Chopsticks['Api']>[0];

let users = 0;

/** Loads the engine. Call `releaseChopsticks` once for each call of this. */
export async function acquireChopsticks(): Promise<Chopsticks> {
  users += 1;
  process.env['LOG_LEVEL'] = 'error';
  return import('@acala-network/chopsticks-core');
}

/** Gives the engine back; the last one ends its worker thread. */
export async function releaseChopsticks(core: Chopsticks): Promise<void> {
  users -= 1;
  if (users === 0) await core.destroyWorker();
}
