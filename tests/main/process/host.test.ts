import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { seconds } from '../../../domain/units.js';
import { COOL_DOWN } from '../../../main/process/breaker.js';
import type { CallOptions } from '../../../main/process/child.js';
import type { ChildOf } from '../../../main/process/host.js';
import { PROCESSES } from '../../../main/process/manifest.js';
import { processStart } from '../../../main/process/process-start.js';
import { type Built, buildFixtures } from './build-fixtures.js';
import { type Hosted, hosted } from './hosted.js';

type FetchOptions = CallOptions<{ bytes: number }>;

let built: Built;
let node: Hosted;
let child: ChildOf<'storage'>;

beforeAll(async () => {
  built = await buildFixtures();
});
afterAll(() => built.dispose());
beforeEach(async () => {
  node = await hosted(built.folder);
  child = openedStorage(node);
});
afterEach(() => node.dispose());

function openedStorage({ host, folder }: Hosted): ChildOf<'storage'> {
  return host.start('storage', {
    initialise: async (fresh) => {
      await fresh.call('open', { folder, capBytes: 0, listen: [], discoverLocally: false });
    },
  });
}

function fetch(cid: string, options?: FetchOptions): Promise<unknown> {
  const path = join(node.folder, 'fetched');
  return child.call('fetch', { cid, path, maxBytes: 1, timeoutMs: 1, providers: [] }, options);
}

/** Begins a call that is known to be with the child, since it told of progress. */
async function begin(cid: string, options: FetchOptions = {}): Promise<{ readonly ended: Promise<unknown> }> {
  const { promise, resolve } = withResolve();
  const ended = fetch(cid, { ...options, onProgress: resolve });
  ended.catch(() => undefined);
  await promise;
  return { ended };
}

/** The same of a task process that hears no signal. */
async function beginDeaf(task: ChildOf<'task'>, signal: AbortSignal): Promise<{ readonly ended: Promise<unknown> }> {
  const { promise, resolve } = withResolve();
  const input = { kind: 'deaf', options: {}, chunks: [], scratch: '/s' };
  const ended = task.call('run', input, { signal, onProgress: resolve });
  ended.catch(() => undefined);
  await promise;
  return { ended };
}

function withResolve(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((onResolve) => {
    resolve = onResolve;
  });
  return { promise, resolve };
}

/** The id that the process itself says it has. */
const pidOf = async (): Promise<number> => (await child.call('add', { path: 'x' })).size;
/** Lets everything that is due without waiting happen. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const gone = (pid: number): Promise<void> => vi.waitFor(() => expect(processStart(pid)).toBeUndefined());

describe('a call', () => {
  it('starts the process, initialises it, and gets its answer', async () => {
    expect(child.pid()).toBeUndefined();
    const answer = await child.call('add', { path: 'x' });
    expect(answer).toEqual({ cid: `opened in ${node.folder}`, size: child.pid() });
  });

  it('hears progress in order', async () => {
    const heard: number[] = [];
    await fetch('counts-to-three', { onProgress: (value) => heard.push(value.bytes) });
    expect(heard).toEqual([1, 2, 3]);
  });

  it('gets the error a handler threw, with its values', async () => {
    await expect(fetch('refuses-by-name')).rejects.toMatchObject({
      code: 'storage.not-found',
      message: 'Nobody has it.',
      data: { peers: 2 },
    });
  });

  it('gets an unforeseen error as a bug, whose stack is in the log', async () => {
    await expect(fetch('fails-unforeseen')).rejects.toMatchObject({ code: 'bug', message: 'an unforeseen failure' });
    await vi.waitFor(() => expect(node.lines.join('\n')).toMatch(/TypeError: an unforeseen failure\n\s+at /));
  });

  it('is refused by the child when its input has a wrong shape', async () => {
    await expect(child.call('add', { path: '' })).rejects.toMatchObject({ code: 'input.malformed' });
  });

  it('fails when the child answers with a wrong shape, and the child lives on', async () => {
    const pid = await pidOf();
    await expect(fetch('answers-wrongly')).rejects.toMatchObject({ code: 'bug' });
    expect(await pidOf()).toBe(pid);
  });

  it('drops progress of a wrong shape', async () => {
    const task = node.host.start('task');
    const onProgress = vi.fn();
    const input = { kind: 'k', options: {}, chunks: [{ index: 4, path: '/x' }], scratch: '/s' };
    expect(await task.call('run', input, { onProgress })).toMatchObject([{ index: 4, path: '/x' }]);
    expect(onProgress).not.toHaveBeenCalled();
    expect(node.lines.join('\n')).toContain('progress of a wrong shape');
  });
});

describe('cancelling', () => {
  it('reaches the handler, and the process lives on', async () => {
    const pid = await pidOf();
    const stopper = new AbortController();
    const { ended } = await begin('told-of-abort', { signal: stopper.signal });
    stopper.abort();
    await expect(ended).rejects.toMatchObject({ code: 'task.cancelled' });
    expect(await pidOf()).toBe(pid);
  });

  it('works before the process is up', async () => {
    const stopper = new AbortController();
    const call = fetch('told-of-abort', { signal: stopper.signal });
    stopper.abort();
    await expect(call).rejects.toMatchObject({ code: 'task.cancelled' });
    await expect(fetch('told-of-abort', { signal: stopper.signal })).rejects.toMatchObject({ code: 'task.cancelled' });
  });

  it('by time says so', async () => {
    const { ended } = await begin('told-of-abort', { timeoutMs: seconds(60) });
    node.clock.advance(seconds(60));
    await expect(ended).rejects.toMatchObject({ code: 'process.timed-out' });
  });

  it('leaves a deaf call of a shared process behind after the stop budget', async () => {
    const pid = await pidOf();
    const stopper = new AbortController();
    const { ended } = await begin('deaf-to-abort', { signal: stopper.signal });
    stopper.abort();
    node.clock.advance(PROCESSES.storage.stopMs);
    await expect(ended).rejects.toMatchObject({ code: 'task.cancelled' });
    expect(await pidOf()).toBe(pid);
  });

  it('kills the task process of a deaf call after the stop budget, which is no failure of the process', async () => {
    const task = node.host.start('task');
    for (let round = 0; round < 4; round += 1) {
      const before = (await task.call('engine', { kind: 'k' })).engineHash;
      const pid = task.pid() ?? 0;
      const stopper = new AbortController();
      const { ended } = await beginDeaf(task, stopper.signal);
      stopper.abort();
      node.clock.advance(PROCESSES.task.stopMs);
      await expect(ended).rejects.toMatchObject({ code: 'task.cancelled' });
      await gone(pid);
      expect((await task.call('engine', { kind: 'k' })).engineHash).not.toBe(before);
    }
  });
});

describe('a crash', () => {
  it('fails what was in flight; the next call finds a new, initialised process', async () => {
    const pid = await pidOf();
    const { ended } = await begin('told-of-abort');
    await expect(fetch('ends-the-process')).rejects.toMatchObject({ code: 'process.crashed' });
    await expect(ended).rejects.toMatchObject({ code: 'process.crashed' });
    const answer = await child.call('add', { path: 'x' });
    expect(answer.cid).toBe(`opened in ${node.folder}`);
    expect(answer.size).not.toBe(pid);
  });

  it('is what a message of no known form ends in', async () => {
    const pid = await pidOf();
    await expect(fetch('talks-nonsense')).rejects.toMatchObject({ code: 'bug' });
    await gone(pid);
    expect(await pidOf()).not.toBe(pid);
  });

  it('opens the breaker the third time in a row, for the cool-down', async () => {
    for (let round = 0; round < 3; round += 1) await expect(fetch('ends-the-process')).rejects.toThrow('exit code 3');
    await expect(child.call('usage', null)).rejects.toMatchObject({
      code: 'process.broken',
      data: { waitSeconds: 30 },
    });
    await expect(openedStorage(node).call('usage', null)).rejects.toMatchObject({ code: 'process.broken' });
    expect(await node.host.start('task').call('engine', { kind: 'k' })).toBeDefined();
    node.clock.advance(COOL_DOWN);
    await expect(fetch('ends-the-process')).rejects.toMatchObject({ code: 'process.crashed' });
    await expect(child.call('usage', null)).rejects.toMatchObject({ code: 'process.broken' });
    node.clock.advance(COOL_DOWN);
    expect(await pidOf()).toBe(child.pid());
  });

  it('is forgotten after a call that succeeds', async () => {
    for (let round = 0; round < 4; round += 1) {
      await expect(fetch('ends-the-process')).rejects.toMatchObject({ code: 'process.crashed' });
      await pidOf();
    }
  });
});

describe('a process that does not come up', () => {
  async function brokenBy(entry: string): Promise<Hosted> {
    const { folder } = node;
    mkdirSync(join(folder, 'workers/storage'), { recursive: true });
    writeFileSync(join(folder, PROCESSES.storage.entry), entry);
    return hosted(folder);
  }

  it('fails its calls, and opens the breaker', async () => {
    const other = await brokenBy('throw new Error("no engine here");');
    const storage = other.host.start('storage');
    for (let round = 0; round < 3; round += 1) {
      await expect(storage.call('usage', null)).rejects.toMatchObject({ code: 'process.crashed' });
    }
    await expect(storage.call('usage', null)).rejects.toMatchObject({ code: 'process.broken' });
    await vi.waitFor(() => expect(other.lines.join('\n')).toContain('no engine here'));
    await other.dispose();
  });

  it('is killed after its budget', async () => {
    const other = await brokenBy('setInterval(() => undefined, 1000);');
    const storage = other.host.start('storage');
    const call = storage.call('usage', null);
    call.catch(() => undefined);
    await vi.waitFor(() => expect(storage.pid()).toBeDefined());
    const pid = storage.pid() ?? 0;
    other.clock.advance(PROCESSES.storage.readyMs);
    await expect(call).rejects.toMatchObject({ code: 'process.timed-out' });
    await gone(pid);
    await other.dispose();
  });
});

describe('stopping', () => {
  it('lets the process close what it holds, and refuses later calls', async () => {
    const pid = await pidOf();
    const { ended } = await begin('told-of-abort');
    await child.stop();
    await expect(ended).rejects.toMatchObject({ code: 'task.cancelled' });
    expect(processStart(pid)).toBeUndefined();
    expect(existsSync(join(node.folder, 'closed'))).toBe(true);
    await expect(child.call('usage', null)).rejects.toMatchObject({ code: 'task.cancelled' });
  });

  it('is no failure of the process', async () => {
    for (let round = 0; round < 4; round += 1) {
      child = openedStorage(node);
      await begin('told-of-abort');
      await child.stop();
    }
    child = openedStorage(node);
    expect(await pidOf()).toBe(child.pid());
  });

  it.each(['blocks-the-process', 'stops-the-process'])('kills a process that %s, after its budget', async (act) => {
    const pid = await pidOf();
    if (act === 'blocks-the-process') await begin(act);
    else fetch(act).catch(() => undefined);
    if (act === 'stops-the-process') await vi.waitFor(() => expect(stateOf(pid)).toBe('T'));
    const stopped = child.stop();
    expect(processStart(pid)).toBeDefined();
    node.clock.advance(PROCESSES.storage.stopMs);
    await stopped;
    expect(processStart(pid)).toBeUndefined();
    expect(existsSync(join(node.folder, 'closed'))).toBe(false);
  });

  it('of the host ends all children and their records', async () => {
    const other = openedStorage(node);
    await Promise.all([pidOf(), other.call('usage', null)]);
    const pids = node.host.pids();
    expect(pids).toHaveLength(2);
    expect(readdirSync(join(node.folder, 'processes'))).toHaveLength(2);
    await node.host.dispose();
    expect(pids.map(processStart)).toEqual([undefined, undefined]);
    expect(readdirSync(join(node.folder, 'processes'))).toEqual([]);
    expect(() => node.host.start('storage')).toThrow('closing');
  });

  it('happens by itself to a task process that is idle, never to a busy one', async () => {
    const task = node.host.start('task');
    const { engineHash } = await task.call('engine', { kind: 'k' });
    const pid = task.pid() ?? 0;
    const stopper = new AbortController();
    const { ended } = await beginDeaf(task, stopper.signal);
    node.clock.advance(seconds(31));
    expect(processStart(pid)).toBeDefined();
    stopper.abort();
    node.clock.advance(PROCESSES.task.stopMs);
    await expect(ended).rejects.toMatchObject({ code: 'task.cancelled' });
    await gone(pid);
    expect((await task.call('engine', { kind: 'k' })).engineHash).not.toBe(engineHash);
    const idle = task.pid() ?? 0;
    node.clock.advance(seconds(30));
    await gone(idle);
  });

  it('of an idle process is over before the next one starts', async () => {
    const task = node.host.start('task');
    await task.call('engine', { kind: 'k' });
    const pid = task.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    node.clock.advance(seconds(30));
    await turn();
    const next = task.call('engine', { kind: 'k' });
    await turn();
    expect(task.pid()).toBe(pid);
    node.clock.advance(PROCESSES.task.stopMs);
    await next;
    expect(task.pid()).not.toBe(pid);
    expect(processStart(pid)).toBeUndefined();
  });
});

describe('the surroundings of a child', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('are the named variables and the heap limit, nothing of the parent', async () => {
    vi.stubEnv('REGISTRY_TOKEN', 'secret');
    vi.stubEnv('NODE_OPTIONS', '--no-deprecation');
    await fetch('tells-surroundings');
    const told = JSON.parse(readFileSync(join(node.folder, 'fetched'), 'utf8')) as { env: object; execArgv: string[] };
    const allowed = ['HOME', 'LANG', 'LOG_LEVEL', 'PATH', 'TMPDIR'];
    expect(Object.keys(told.env).filter((name) => !allowed.includes(name))).toEqual([]);
    expect(told.env).toMatchObject({ LOG_LEVEL: 'error', PATH: process.env.PATH });
    expect(told.execArgv).toEqual(['--max-old-space-size=1024']);
  });
});

/** T: stopped. */
function stateOf(pid: number): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
}
