/** How the app ends and comes back: quit at the worst moment, a thread that throws, a page that crashes for ever. */
import { once } from 'node:events';
import { access, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../../../scripts/local/desk.js';
import { childPids, startedBy } from './children.js';
import { until, untilRunning } from './jobs.js';
import { PATIENCE_MS, type Room, openRoom, sees } from './person.js';

const LIMIT_MS = 4 * 60_000;
/** Shorter than what a child takes that notices by itself that nobody is there any more. */
const MOMENTS_MS = 3000;
const PLACE = { x: 140, y: 90, width: 1010, height: 720 };

describe.runIf(process.platform === 'linux')('the app ends and comes back', { timeout: LIMIT_MS }, () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room?.dispose());

  it('leaves no process behind when it is quit while it starts, and starts the next time', async () => {
    const desk = await room.open('hasty');
    await desk.call('app.join', { name: 'Ada', where: { kind: 'try-here' } });
    const chain = await until(desk, 'the chain process', async () => (await childPids(desk, 'chain'))[0]);
    const pids = await descendants(desk.pid);
    expect(pids).toContain(chain);
    await desk.quit();
    await expectGone(pids);

    const next = await room.open('hasty');
    await untilRunning(next);
    const neighbours = await childPids(next, 'neighbour');
    const all = await descendants(next.pid);
    expect(all.length).toBeGreaterThan(neighbours.length * 2);
    process.kill(next.pid, 'SIGINT');
    process.kill(next.pid, 'SIGINT');
    await next.quit();
    await expectGone(all);
  });

  it('tells that its thread threw, ends what that had started, and goes on where it was', async () => {
    const desk = await room.open('ada');
    await desk.call('app.join', { name: 'Ada', where: { kind: 'try-here' } });
    await untilRunning(desk);
    await desk.page.getByRole('button', { name: 'Skip' }).click();
    const { address } = await desk.call('people.me', null);
    const before = await descendants(desk.pid);
    const children = (
      await Promise.all((['chain', 'storage', 'neighbour'] as const).map((name) => childPids(desk, name)))
    ).flat();
    expect(children.length).toBeGreaterThanOrEqual(6);
    const told = sees(desk.page.getByText(/The app itself stopped and was started again/));
    await throwInThread(desk);
    await told;
    await until(desk, 'word of the thread', async () => {
      const { crashes } = await desk.call('app.state', null).catch(() => ({ crashes: [] }));
      return crashes.some(({ sentence }) => sentence.startsWith('The app itself stopped')) || undefined;
    });
    await untilRunning(desk);
    expect(await desk.call('people.me', null)).toMatchObject({ address, isRegistered: true });
    await expectGone(children);
    const [storage] = await childPids(desk, 'storage');
    expect(await readFile(`/proc/${storage}/cmdline`, 'utf8')).toMatch(/--js-flags=--max-old-space-size=\d+/);
    const after = await descendants(desk.pid);
    await desk.quit();
    await expectGone([...before, ...after]);
  });

  it('ends at once when its thread cannot stay up', async () => {
    const desk = await room.open('broken');
    const told = await boxes(desk);
    const closed = once(desk.app.process(), 'exit');
    for (let round = 0; round < 4; round += 1) {
      await until(desk, 'the thread', async () => {
        const { stage } = await desk.call('app.state', null).catch(() => ({ stage: undefined }));
        return stage;
      });
      await throwInThread(desk);
    }
    await closed;
    expect(await readFile(told, 'utf8')).toMatch(/^Corehour cannot go on: The app ended by itself again and again/);
  });

  it('gives a page up that crashes again and again, and opens it when asked', async () => {
    const desk = await room.open('crashing');
    await sees(desk.page.getByLabel('Name'));
    const told = await boxes(desk);
    for (let round = 1; round <= 3; round += 1) {
      await crashPage(desk);
      await expect.poll(() => isLoaded(desk), { timeout: PATIENCE_MS }).toBe(true);
    }
    await crashPage(desk);
    await expect
      .poll(
        () =>
          access(told).then(
            () => true,
            () => false,
          ),
        { timeout: PATIENCE_MS },
      )
      .toBe(true);
    expect(await windows(desk)).toBe(0);
    const next = desk.nextWindow();
    expect(await desk.startAgain(room.display)).toBe(0);
    await sees((await next).page.getByLabel('Name'));
    expect(await readFile(told, 'utf8')).toMatch(/^The window stopped again and again/);
  });

  it('opens where it was, also after a quit, and in the usual place where nothing sensible is known', async () => {
    let desk = await room.open('placed');
    // A window that is still being put on the screen is moved by that once more.
    await sees(desk.page.getByLabel('Name'));
    await place(desk, PLACE);
    for (let round = 0; round < 5; round += 1) {
      await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await expect.poll(() => windows(desk)).toBe(0);
      const next = desk.nextWindow();
      await desk.app.evaluate(({ app }) => void app.emit('second-instance'));
      desk = await next;
      await sees(desk.page.getByLabel('Name'));
    }
    expect(await bounds(desk)).toEqual(PLACE);
    const listeners = await desk.app.evaluate(({ ipcMain, nativeTheme, session, app }) => [
      session.defaultSession.listenerCount('will-download'),
      ipcMain.listenerCount('call'),
      nativeTheme.listenerCount('updated'),
      app.listenerCount('second-instance'),
    ]);
    expect(Math.max(...listeners)).toBe(1);
    await place(desk, { ...PLACE, width: 1100 });
    await desk.quit();
    desk = await room.open('placed');
    expect(await bounds(desk)).toEqual({ ...PLACE, width: 1100 });
    await desk.quit();
    for (const odd of ['{"x":1', JSON.stringify({ ...PLACE, width: 2_000_000_000, isMaximized: false })]) {
      await writeFile(join(desk.data, 'window.json'), odd);
      desk = await room.open('placed');
      expect(await bounds(desk)).toMatchObject({ width: 1280, height: 800 });
      await desk.quit();
    }
    await writeFile(join(desk.data, 'window.json'), JSON.stringify({ ...PLACE, x: 90_000, isMaximized: false }));
    desk = await room.open('placed');
    const { x, width } = await bounds(desk);
    expect({ isOnScreen: x < 1600, width }).toEqual({ isOnScreen: true, width: PLACE.width });
  });

  it('comes back to a person who starts it while it closes', async () => {
    const desk = await room.open('again');
    const marker = join(room.folder, 'relaunched');
    await desk.app.evaluate(({ app }, path) => {
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      app.relaunch = () => appendFileSync(path, 'again\n');
    }, marker);
    const closed = once(desk.app.process(), 'exit');
    await desk.app.evaluate(({ app }) => {
      app.quit();
      app.emit('second-instance');
      app.emit('second-instance');
    });
    await closed;
    expect(await readFile(marker, 'utf8')).toBe('again\n');
  });
});

/** Ids of all that a process started, and of what those started. */
async function descendants(pid: number): Promise<number[]> {
  const own = await startedBy(pid);
  return [...own, ...(await Promise.all(own.map(descendants))).flat()];
}

/** Electron's own helpers follow it within moments; a process of ours that was forgotten would stay. */
async function expectGone(pids: readonly number[]): Promise<void> {
  const left = async (): Promise<number[]> => {
    const running = new Set((await readdir('/proc')).map(Number));
    return pids.filter((pid) => running.has(pid));
  };
  await expect.poll(left, { timeout: MOMENTS_MS }).toEqual([]);
}

/** Has the app's own thread throw what nobody catches, by way of the debugger. */
async function throwInThread(desk: Desk): Promise<void> {
  await desk.app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    const expression = 'setTimeout(() => { throw new Error("thrown by a test"); })';
    const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
    await new Promise<void>((resolve) => {
      session.once('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, () => undefined);
      });
      session.once('NodeWorker.detachedFromWorker', () => resolve());
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    });
    session.disconnect();
  });
}

/** Nobody sits at this screen to close a box of the system. @returns the file that holds what the boxes said. */
async function boxes(desk: Desk): Promise<string> {
  const path = join(desk.home, 'boxes');
  await desk.app.evaluate(({ dialog }, file) => {
    const { appendFileSync } = process.getBuiltinModule('node:fs');
    dialog.showErrorBox = (title, content) => appendFileSync(file, `${title}: ${content}\n`);
  }, path);
  return path;
}

// A page that crashed is closed to the driver for good, so these go by the main process.

async function crashPage(desk: Desk): Promise<void> {
  await desk.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
}

async function isLoaded(desk: Desk): Promise<boolean> {
  return desk.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoading()) return false;
    return Boolean(await contents.executeJavaScript('document.querySelector("input") !== null'));
  });
}

function windows(desk: Desk): Promise<number> {
  return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

async function place(desk: Desk, wanted: typeof PLACE): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), wanted);
  await expect.poll(() => bounds(desk)).toEqual(wanted);
}

async function bounds(desk: Desk): Promise<typeof PLACE> {
  const known = await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  return known ?? expect.fail('there is no window');
}
