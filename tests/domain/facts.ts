/** Facts made of given tasks, for rules that read nothing but facts. */
import { type Facts, type TaskFact, emptyAccount } from '../../domain/facts.js';
import type { Address, Hex } from '../../domain/identity.js';
import { bps, mcc, ms } from '../../domain/units.js';

export const addressOf = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;
export const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;

export const REQUESTER = addressOf(1);
export const WORKER = addressOf(2);
export const ENGINE = hashOf(99);

export function taskOf(number: number, more: Partial<TaskFact> = {}, terms: Partial<TaskFact['terms']> = {}): TaskFact {
  return {
    taskId: hashOf(number),
    requester: REQUESTER,
    terms: {
      nonce: BigInt(number),
      kind: 'image_resize',
      engine: ENGINE,
      manifestCid: 'bafkreiabc',
      manifestHash: hashOf(1),
      specHash: hashOf(2),
      chunkCount: 3,
      bounty: mcc(1000),
      estimate: mcc(800),
      deadline: ms(10_000_000),
      fewestVerifiers: 2,
      drawnShare: bps(1000),
      ...terms,
    },
    escrow: mcc(2000),
    state: 'open',
    failures: 0,
    moments: [{ what: 'posted', at: ms(1000), block: 1, who: REQUESTER }],
    ...more,
  };
}

export function claimOf(more: Partial<NonNullable<TaskFact['claim']>> = {}): NonNullable<TaskFact['claim']> {
  return {
    worker: WORKER,
    attempt: 1,
    claimedAt: ms(0),
    lockedUntil: ms(600_000),
    statedFinish: ms(500_000),
    extended: false,
    bond: mcc(100),
    ...more,
  };
}

export function factsOf(tasks: readonly TaskFact[], more: Partial<Facts> = {}): Facts {
  return {
    block: 10,
    time: ms(0),
    commons: addressOf(1000),
    platform: addressOf(1001),
    verifiedCompute: mcc(0),
    person: () => undefined,
    people: () => [],
    account: emptyAccount,
    accounts: () => [],
    debtsOf: () => [],
    debts: () => [],
    task: (taskId) => tasks.find((task) => task.taskId === taskId),
    tasks: () => tasks,
    seatOf: () => undefined,
    seats: () => [],
    ...more,
  };
}
