/** A node at rest: given tasks as its facts, a journal of its own, settings in memory, a clock that stands still. */
import { join } from 'node:path';
import { type Facts, type PersonFact, type TaskFact, EMPTY_REPUTATION } from '../../../domain/facts.js';
import type { Address } from '../../../domain/identity.js';
import { bps, mcc, minutes, ms } from '../../../domain/units.js';
import type { NodeContext } from '../../../main/context.js';
import type { NewIntent } from '../../../main/journal/journal.js';
import { type SettingsChange, openSettings } from '../../../main/settings/settings.js';
import type { Sight } from '../../../main/view/sight.js';
import { ENGINE, REQUESTER, WORKER, addressOf, factsOf, taskOf } from '../../domain/facts.js';
import { openJournal, temporaryFolder } from '../journal/intents.js';

/** Half past two in the afternoon, by this computer's clock. */
export const NOON = new Date(2026, 10, 23, 14, 30).getTime();
export const CLEO = addressOf(3);
export const DAN = addressOf(4);
const NAMES: Readonly<Record<Address, string>> = { [REQUESTER]: 'Ada', [WORKER]: 'Ben', [CLEO]: 'Cleo', [DAN]: 'Dan' };

export const personOf = (address: Address): PersonFact => ({
  address,
  name: NAMES[address] ?? 'Eve',
  encryptionKey: '0x',
  storagePeer: '',
  engines: [ENGINE],
  reputation: EMPTY_REPUTATION,
});

export const SIGHT: Sight = {
  price: { minimumBounty: mcc(100), platformFee: bps(100), verifierFee: bps(100), reservedFees: 7 },
  seats: { stake: mcc(5000), notice: minutes(7 * 24 * 60) },
  account: '5Me',
  troubleOf: () => undefined,
  isConnected: () => true,
  passedBy: () => new Set(),
  isNeighbour: () => false,
};

export interface SceneParts {
  readonly me?: Address;
  readonly tasks?: readonly TaskFact[];
  readonly facts?: Partial<Facts>;
  readonly settings?: SettingsChange;
  readonly intents?: readonly NewIntent[];
}

/** What the views read; the clock goes where `clock.at` says. */
export async function sceneOf({ me = REQUESTER, tasks = [], facts = {}, settings = {}, intents = [] }: SceneParts) {
  const clock = { at: NOON, now: () => ms(clock.at) };
  const journal = await openJournal(join(await temporaryFolder(), 'journal.jsonl'), () => clock.at);
  await journal.begin(intents);
  const kept = openSettings({ read: () => ({}), write: () => undefined });
  kept.change(settings);
  const known = [REQUESTER, WORKER, CLEO, DAN].map(personOf);
  const person = (address: Address) => known.find((one) => one.address === address);
  const context = {
    me,
    clock,
    chainClock: clock,
    random: { fraction: () => 0, bytes: (count: number) => new Uint8Array(count) },
    facts: factsOf(tasks, { person, people: () => known, ...facts }),
    journal,
    settings: kept,
    engines: new Map([['image_resize', ENGINE]]),
  } as unknown as NodeContext;
  return { context, journal, settings: kept, clock };
}

/** An order of some photos with its post, its tasks those given. */
export function orderIntents(jobId: string, names: readonly string[], tasks: readonly TaskFact[] = []): NewIntent[] {
  let first = 0;
  const jobTasks = tasks.map(({ taskId, terms }) => {
    const own = names.slice(first, first + terms.chunkCount);
    first += terms.chunkCount;
    return { taskId, terms, names: own };
  });
  const files = names.map((name) => ({ path: `/photos/${name}`, size: 1, changedAt: 1 }));
  const order: NewIntent<'order'> = {
    kind: 'order',
    id: `order:${jobId}`,
    data: {
      jobId,
      kind: 'image_resize',
      options: { mode: 'longest', longestSide: 800, quality: 82, keepMetadata: false, width: 5 },
      files,
      folder: '/results',
      ask: bps(10_000),
      setAside: mcc(700),
      ...(tasks.length > 0 && { tasks: jobTasks }),
    },
  };
  const post: NewIntent<'post'> = { kind: 'post', id: `post:${jobId}:0`, data: { jobId, tasks: jobTasks } };
  return tasks.length > 0 ? [order, post] : [order];
}

/** A task of three chunks that Ben computed, of which Cleo and Dan checked the second, and which was paid. */
export function acceptedTask(number: number, at = NOON - 60_000): TaskFact {
  const pay = (to: Address, amount: number) => ({ from: REQUESTER, to, amount: mcc(amount), ofGrant: mcc(0) });
  const life = [
    { what: 'posted', who: REQUESTER },
    { what: 'claimed', who: WORKER },
    { what: 'sealed', who: WORKER },
    { what: 'drawn', others: [CLEO, DAN] },
    { what: 'opened', who: WORKER },
    {
      what: 'accepted',
      who: WORKER,
      others: [CLEO, DAN],
      amount: mcc(1000),
      payments: [pay(WORKER, 1000), pay(addressOf(1001), 10), pay(CLEO, 340), pay(DAN, 340)],
    },
  ] as const;
  return taskOf(number, {
    state: 'accepted',
    escrow: mcc(3390),
    claim: {
      worker: WORKER,
      attempt: 1,
      claimedAt: ms(at),
      lockedUntil: ms(at),
      statedFinish: ms(at),
      extended: false,
      bond: mcc(100),
      sealed: { seal: '0x07', at: ms(at), block: 5, computeTime: ms(4200) },
    },
    round: {
      number: 1,
      phase: 'revealing',
      phaseEndsAt: ms(at),
      seedBlock: 6,
      chunks: [1],
      votes: [CLEO, DAN].map((verifier) => ({
        verifier,
        committed: true,
        revealed: { digests: ['0x01'], agrees: true },
      })),
    },
    moments: life.map((moment, index) => ({ ...moment, at: ms(at + index * 1000), block: index + 1 })),
  });
}
