import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../main/process/folder-lock.js';
import { type Built, buildFixtures } from './build-fixtures.js';

const ROUNDS = 40;

let built: Built;
let folder: string;
const started: Starter[] = [];

beforeAll(async () => {
  built = await buildFixtures();
});
afterAll(() => built.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-lock-'));
});
afterEach(async () => {
  for (const starter of started.splice(0)) await starter.kill();
  await rm(folder, { recursive: true, force: true });
});

/** A process of its own that locks folders when told to. */
class Starter {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#process = spawn(process.execPath, [join(built.folder, 'lock-program.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    started.push(this);
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  async hear(): Promise<string> {
    const { value } = await this.#lines.next();
    return String(value);
  }

  async kill(): Promise<void> {
    if (this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }
}

async function ready(): Promise<Starter> {
  const starter = new Starter();
  expect(await starter.hear()).toBe('waiting');
  return starter;
}

describe('the lock of a data folder', () => {
  it('refuses a second node, in this process and in another, until it is released', async () => {
    const lock = await lockFolder(folder);
    const other = await ready();
    other.tell(folder);
    expect(await other.hear()).toBe('process.folder-in-use');
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'process.folder-in-use', data: { folder } });
    await lock.release();
    other.tell(folder);
    expect(await other.hear()).toBe('held');
  });

  it('goes with a killed holder', async () => {
    const other = await ready();
    other.tell(folder);
    expect(await other.hear()).toBe('held');
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'process.folder-in-use' });
    await other.kill();
    const lock = await lockFolder(folder);
    await lock.release();
  });

  it('has exactly one holder when two start at once, also over what a killed one left', async () => {
    const [first, second] = await Promise.all([ready(), ready()]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const target = join(folder, String(round));
      if (round % 10 === 0) {
        const killed = await ready();
        killed.tell(target);
        expect(await killed.hear()).toBe('held');
        await killed.kill();
      }
      for (const starter of [first, second]) starter.tell(target);
      const said = await Promise.all([first.hear(), second.hear()]);
      expect(said.toSorted()).toEqual(['held', 'process.folder-in-use']);
    }
  });
});
