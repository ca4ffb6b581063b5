/** The desktop's end of the app's thread, over threads and children of a test. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../domain/errors.js';
import type { ProcessExit, SpawnedProcess } from '../../../main/adapters.js';
import { AppThread } from '../../../main/desktop/app-thread.js';
import { fileSecrets } from '../../../main/wallet/file-secrets.js';
import { silentLog } from '../silent-log.js';

/** Answers `echo`, forwards any other call's input to the desktop, and answers a call `heard` by what came first. */
const THREAD = `
  import { parentPort } from 'node:worker_threads';
  const heard = [];
  parentPort.on('message', (message) => {
    if (message.type === 'stop') return parentPort.postMessage({ type: 'stopped' });
    if (message.type !== 'ipc') return heard.push(message);
    const { id, name, input } = message;
    if (name === 'throw') throw new Error('thrown by a test');
    if (name === 'hang') for (;;);
    if (name === 'tell') parentPort.postMessage(input);
    if (name !== 'ignore') parentPort.postMessage({ type: 'ipc', id, ok: true, value: name === 'heard' ? heard : input });
  });
`;

/** A child that does nothing until the test says so. */
class Child implements SpawnedProcess {
  isKilled = false;
  exit: (exit: ProcessExit) => void = () => undefined;
  say: (message: unknown) => void = () => undefined;
  start: (pid: number) => void = () => undefined;
  pid = (): undefined => undefined;
  send = (): void => undefined;
  onStart = (listener: (pid: number) => void): void => void (this.start = listener);
  onMessage = (listener: (message: unknown) => void): void => void (this.say = listener);
  onLine = (): void => undefined;
  onExit = (listener: (exit: ProcessExit) => void): void => void (this.exit = listener);
  kill = (): void => {
    this.isKilled = true;
  };
}

describe("the app's thread", () => {
  const threads: AppThread[] = [];
  afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.stop())));

  function open(source = THREAD): {
    thread: AppThread;
    children: Child[];
    failures: ErrorReport[];
    failed: Promise<void>;
  } {
    const children: Child[] = [];
    const failures: ErrorReport[] = [];
    let tell: () => void;
    const failed = new Promise<void>((resolve) => (tell = resolve));
    const thread = new AppThread({
      entry: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
      start: {
        root: '',
        version: '0',
        resultsFolder: '',
        folders: { data: '', scratch: '', log: '', previews: '', assets: '' },
      },
      secrets: fileSecrets(),
      spawner: {
        spawn: ({ entry }) => {
          if (entry === 'refused') throw new Error('no such program');
          const child = new Child();
          children.push(child);
          return child;
        },
      },
      log: silentLog,
      onChanged: () => undefined,
      onFailed: (error) => {
        failures.push(error);
        tell();
      },
    });
    threads.push(thread);
    return { thread, children, failures, failed };
  }

  const spawn = (entry: string) => ({ type: 'spawn', id: 1, request: { name: 'task', entry, memory: 1, priority: 0 } });

  it('is started again when it throws: calls are answered, children ended, and the old ones speak to nobody', async () => {
    const { thread, children } = open();
    await thread.call('tell', spawn('old'));
    const unanswered = thread.call('ignore', null);
    expect(await thread.call('throw', null)).toMatchObject({ ok: false, error: { code: 'process.crashed' } });
    expect(await unanswered).toMatchObject({ ok: false, error: { code: 'process.crashed' } });
    expect(children[0]?.isKilled).toBe(true);
    await thread.call('tell', spawn('new'));
    expect(children).toHaveLength(2);
    children[0]?.start(1);
    children[0]?.say('late');
    children[0]?.exit({ code: 0, signal: null });
    children[1]?.say('mine');
    expect(await thread.call('heard', null)).toMatchObject({
      value: [{ type: 'crashed' }, { type: 'said', id: 1, message: 'mine' }],
    });
  });

  it('hears of a child that cannot be started', async () => {
    const { thread } = open();
    await thread.call('tell', spawn('refused'));
    expect(await thread.call('heard', null)).toMatchObject({
      value: [{ type: 'exited', id: 1, exit: { code: null } }],
    });
  });

  it.each([
    ['throws at its start', 'throw new Error("no")'],
    ['is not there', 'import "file:///no/such/file.js"'],
  ])('that %s is given up after a few times: calls are still answered, and it is closed at once', async (_, source) => {
    const { thread, failures, failed } = open(source);
    await failed;
    expect(failures).toMatchObject([{ code: 'process.broken' }]);
    expect(await thread.call('echo', 1)).toMatchObject({ ok: false, error: { code: 'process.crashed' } });
    const begun = performance.now();
    await thread.stop();
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('answers what was in flight when it is closed, and ends the children that are left', async () => {
    const { thread, children } = open();
    await thread.call('tell', spawn('child'));
    const unanswered = thread.call('ignore', null);
    await thread.stop();
    expect(await unanswered).toMatchObject({ ok: false });
    expect(children[0]?.isKilled).toBe(true);
    expect(await thread.call('echo', 1)).toMatchObject({ ok: false });
  });
});
