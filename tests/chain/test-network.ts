/** What the same tests run on: a network with our contracts on it, its registrar's pen, and nothing else. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Invitation, NetworkProfile } from '../../domain/wire/profile.js';
import { ms } from '../../domain/units.js';
import type { Clock, Log } from '../../main/adapters.js';
import { type Key, importPhrase } from '../../main/wallet/key.js';

export interface TestNetwork {
  readonly profile: NetworkProfile;
  /** A fresh invitation for one person. */
  readonly invite: () => Promise<Invitation>;
  readonly dispose: () => Promise<void>;
}

/** Starts one on which each of `keys` may act. */
export type StartNetwork = (keys: readonly Key[]) => Promise<TestNetwork>;

/** The same deployer everywhere, so that contracts lie at the same addresses. A phrase known to everyone. */
export const deployer: Key = await importPhrase('test test test test test test test test test test test junk');

export const contractFiles = { compiled: 'contracts/compiled', parameters: 'contracts/parameters.json' };

export const systemClock: Clock = {
  now: () => ms(Date.now()),
  delay: (span, signal) => delay(span, undefined, signal && { signal }),
};

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  in: () => silentLog,
};
