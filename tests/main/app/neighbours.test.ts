/** The neighbours over children of a test, with a clock that stands still until it is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../../domain/units.js';
import type { InvitationFile } from '../../../domain/wire/profile.js';
import type { FromChild, ToChild } from '../../../domain/wire/process.js';
import type { ProcessExit, SpawnedProcess } from '../../../main/adapters.js';
import { Neighbours } from '../../../main/app/neighbours.js';
import { ProcessHost } from '../../../main/process/host.js';
import { ManualClock } from '../process/manual-clock.js';
import { silentLog } from '../silent-log.js';

let lastPid = 0;

/** A neighbour's process that comes up and answers at once, and ends when asked. */
class Child implements SpawnedProcess {
  readonly calls: string[] = [];
  isGone = false;
  #hear: (message: unknown) => void = () => undefined;
  #exit: (exit: ProcessExit) => void = () => undefined;
  readonly #pid = ++lastPid;

  constructor(private readonly isMute: boolean) {}

  pid = (): number => this.#pid;
  onStart = (): void => undefined;
  onLine = (): void => undefined;
  onMessage = (listener: (message: unknown) => void): void => {
    this.#hear = listener;
    queueMicrotask(() => this.#say({ type: 'ready' }));
  };
  onExit = (listener: (exit: ProcessExit) => void): void => void (this.#exit = listener);
  send = (message: ToChild): void => {
    if (message.type === 'stop') return queueMicrotask(this.kill);
    if (message.type !== 'call') return;
    this.calls.push(message.name);
    const output = message.name === 'open' ? { address: `0x${String(this.#pid).padStart(40, 'A')}` } : null;
    if (!this.isMute) queueMicrotask(() => this.#say({ type: 'done', id: message.id, output }));
  };
  kill = (): void => {
    if (this.isGone) return;
    this.isGone = true;
    this.#exit({ code: 0, signal: null });
  };

  #say(message: FromChild): void {
    if (!this.isGone) this.#hear(message);
  }
}

describe('the neighbours', () => {
  let folder: string;
  let clock: ManualClock;
  let children: Child[];
  let neighbours: Neighbours;
  let isLending: boolean;
  /** Children from this one on never answer. */
  let muteFrom: number;
  let changed: () => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corehour-neighbours-'));
    clock = new ManualClock();
    children = [];
    isLending = false;
    muteFrom = Number.POSITIVE_INFINITY;
    changed = () => undefined;
    const processes = new ProcessHost({
      spawner: {
        spawn: () => {
          const child = new Child(children.length >= muteFrom);
          children.push(child);
          return child;
        },
      },
      clock,
      log: silentLog,
      records: { note: () => undefined, forget: () => undefined },
      builtFolder: folder,
    });
    neighbours = new Neighbours({
      processes,
      folder,
      root: folder,
      invite: async () => ({}) as InvitationFile,
      photos: async () => ['a.jpg'],
      isLending: () => isLending,
      clock,
      log: silentLog,
      onChange: () => changed(),
    });
  });
  afterEach(async () => {
    await neighbours.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const states = (): string =>
    neighbours
      .list()
      .map(({ state }) => state)
      .join(' ');
  const ofAll = (state: string): string => Array(4).fill(state).join(' ');
  const running = (): Child[] => children.filter(({ isGone }) => !isGone);
  const orders = (): number => children.flatMap(({ calls }) => calls).filter((name) => name === 'order').length;

  /** Looks after each change until it is so. */
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (changed = resolve));
  }

  /** Lets what was begun go on as far as it comes without the clock. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('come up one after the other, are known by their accounts, and end together', async () => {
    expect(states()).toBe(ofAll('stopped'));
    neighbours.want(true);
    await until(() => states() === 'running starting stopped stopped');
    await until(() => states() === ofAll('running'));
    await neighbours.first;
    expect(neighbours.has(`0x${String(children[0]?.pid()).padStart(40, 'a')}`)).toBe(true);
    expect(neighbours.has('0x00')).toBe(false);
    neighbours.want(false);
    await until(() => states() === ofAll('stopped'));
    expect(running()).toEqual([]);
  });

  it('follow the last word when somebody cannot decide', async () => {
    for (const isWanted of [true, false, true, false, true]) neighbours.want(isWanted);
    await until(() => states() === ofAll('running'));
    await settle();
    expect({ running: running().length, started: children.length }).toEqual({ running: 4, started: 4 });
    for (const isWanted of [false, true, false]) neighbours.want(isWanted);
    await until(() => states() === ofAll('stopped'));
    await settle();
    expect({ running: running(), started: children.length }).toEqual({ running: [], started: 4 });
  });

  it('order while the person lends, one order at a time however often they were asked for', async () => {
    isLending = true;
    for (let round = 0; round < 5; round += 1) neighbours.want(true);
    await until(() => states() === ofAll('running'));
    await settle();
    clock.advance(seconds(2));
    await settle();
    expect(orders()).toBe(1);
    clock.advance(minutes(3));
    await settle();
    expect(orders()).toBe(2);
    isLending = false;
    clock.advance(minutes(3));
    await settle();
    expect(orders()).toBe(2);
  });

  it('one that hangs while it comes up does not hold their end back', async () => {
    muteFrom = 1;
    neighbours.want(true);
    await until(() => states() === 'running starting stopped stopped');
    await settle();
    await neighbours.dispose();
    expect({ running: running(), states: states() }).toEqual({ running: [], states: ofAll('stopped') });
  });

  it('one that ended by itself is brought back, also after too many ends in a row', async () => {
    neighbours.want(true);
    await until(() => states() === ofAll('running'));
    for (let round = 0; round < 3; round += 1) {
      running().at(-1)?.kill();
      await settle();
    }
    expect(running()).toHaveLength(3);
    clock.advance(seconds(30));
    await settle();
    expect(running()).toHaveLength(4);
  });
});
