/** What the rooms of a node work with: made once by `node.ts`, handed to each act. */
import type { Address } from '../domain/identity.js';
import type { Clock, Folders, Log, Random } from './adapters.js';
import type { ChainClock } from './chain/chain-clock.js';
import type { Contracts } from './chain/contracts.js';
import type { Journal } from './journal/journal.js';
import type { Mirror } from './mirror/store.js';
import type { TaskLanes } from './process/task-lanes.js';
import type { SettingsAccess } from './settings/settings.js';
import type { Exchange } from './storage/exchange.js';
import type { Scratch } from './storage/scratch.js';

export interface NodeContext {
  readonly me: Address;
  readonly clock: Clock;
  /** The chain's time, by which deadlines and locks are judged. */
  readonly chainClock: ChainClock;
  readonly random: Random;
  readonly log: Log;
  readonly facts: Mirror;
  readonly journal: Journal;
  readonly contracts: Contracts;
  readonly exchange: Exchange;
  readonly lanes: TaskLanes;
  readonly scratch: Scratch;
  readonly folders: Folders;
  readonly settings: SettingsAccess;
  /** What this node takes part with: the engine's hash of each kind it can run. */
  readonly engines: ReadonlyMap<string, string>;
}
