import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { processStart } from '../../../main/process/process-start.js';
import { endOrphans, processRecords } from '../../../main/process/reap.js';
import { type Built, buildFixtures } from './build-fixtures.js';

let built: Built;
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  built = await buildFixtures();
});
afterAll(() => built.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-orphans-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await endOrphans(folder);
  await rm(folder, { recursive: true, force: true });
});

/** A program of its own with one storage child: itself, and the child's id. */
async function startHost(): Promise<{ program: ChildProcess; childPid: number }> {
  const program = spawn(process.execPath, [join(built.folder, 'host-program.js'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(program);
  const [line] = (await once(program.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { program, childPid: Number(line) };
}

async function kill(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

const state = (pid: number): string | undefined => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];

describe('the children of a killed node', () => {
  it('close what they hold and end by themselves', async () => {
    const { program, childPid } = await startHost();
    expect(processStart(childPid)).toBeDefined();
    await kill(program);
    await vi.waitFor(() => expect(processStart(childPid)).toBeUndefined(), { timeout: 10_000 });
    expect(existsSync(join(folder, 'closed'))).toBe(true);
  });

  it('are ended by the next start, also when stopped', async () => {
    const { program, childPid } = await startHost();
    process.kill(childPid, 'SIGSTOP');
    await vi.waitFor(() => expect(state(childPid)).toBe('T'));
    await kill(program);
    expect(processStart(childPid)).toBeDefined();
    expect(await endOrphans(folder)).toEqual([childPid]);
    expect(processStart(childPid)).toBeUndefined();
    expect(readdirSync(join(folder, 'processes'))).toEqual([]);
  });
});

describe('ending orphans', () => {
  it('leaves a process alone that only has the id of a recorded one', async () => {
    const bystander = spawn('sleep', ['1000'], { stdio: 'ignore' });
    started.push(bystander);
    const pid = bystander.pid ?? 0;
    mkdirSync(join(folder, 'processes'), { recursive: true });
    const now = processStart(pid) ?? '';
    const earlier = now.replace(/\d+$/, (ticks) => String(Number(ticks) - 1));
    expect(earlier).not.toBe(now);
    writeFileSync(join(folder, 'processes', `${pid}-${encodeURIComponent(earlier)}`), '');
    expect(await endOrphans(folder)).toEqual([]);
    expect(processStart(pid)).toBe(now);
    processRecords(folder).note(pid);
    expect(await endOrphans(folder)).toEqual([pid]);
  });

  it('finds nothing in a new folder', async () => {
    expect(await endOrphans(folder)).toEqual([]);
  });
});
