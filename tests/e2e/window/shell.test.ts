/** What a page that was taken over could try: the shell around it leads nowhere, gives nothing and opens nothing. */
import { writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ipcAnswer } from '../../../domain/wire/ipc/all.js';
import type { Desk } from '../../../scripts/local/desk.js';
import { type Room, openRoom, sees } from './person.js';

const HOME = 'app://corehour/';

interface Bridged {
  readonly corehour: { readonly call: (name: unknown, input: unknown) => Promise<unknown> };
}

// What an intruder's script does in the page. It is text: a page has other globals than a test.

const OPEN_WINDOWS = (place: string): string =>
  `[${JSON.stringify(place)}, 'about:blank', location.href].map((each) => window.open(each) === null)`;

const ADD_LINK = (place: string): string => `{
  const link = document.createElement('a');
  Object.assign(link, { href: ${JSON.stringify(place)}, target: '_blank', textContent: 'out', id: 'out' });
  link.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9999';
  document.body.append(link);
}`;

const REACH_OUT = (place: string): string => `(async (place) => {
  const violations = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
  const add = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values));
  add('script', { textContent: 'window.isTaken = true' });
  add('script', { src: place + 'script.js' });
  add('iframe', { src: place });
  add('iframe', { src: location.href });
  add('img', { src: place + 'picture.png' });
  add('object', { data: place });
  await fetch(place, { mode: 'no-cors' }).catch(() => undefined);
  const form = Object.assign(document.createElement('form'), { action: place, method: 'post' });
  document.body.append(form);
  form.submit();
  while (violations.length < 8) await new Promise((resolve) => setTimeout(resolve));
  return { violations: violations.sort(), isTaken: 'isTaken' in window };
})(${JSON.stringify(place)})`;

const USE_COMPUTER = `(async () => {
  const names = ['notifications', 'geolocation', 'camera', 'microphone', 'midi', 'clipboard-read'];
  const states = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  return {
    states: [...new Set(states)],
    notifications: await Notification.requestPermission(),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(() => resolve('told'), ({ code }) => resolve(code))),
    clipboard: await navigator.clipboard.readText().catch((error) => error.name),
  };
})()`;

const DOWNLOAD = `{
  const link = document.createElement('a');
  Object.assign(link, { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' }).click();
}`;

describe('the shell around the page', () => {
  let room: Room;
  let desk: Desk;
  let outside: Server;
  let url: string;
  const asked: string[] = [];

  beforeAll(async () => {
    outside = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('outside');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => outside.once('listening', resolve));
    url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
    room = await openRoom();
    desk = await room.open('ada');
    await sees(desk.page.getByLabel('Name'));
  });
  beforeEach(() => void asked.splice(0));
  afterAll(async () => {
    await room?.dispose();
    outside?.close();
  });

  /** Goes there, and waits until the shell has decided. @returns whether it was barred. */
  async function goTo(place: string): Promise<boolean> {
    const decided = await desk.app.evaluateHandle(
      ({ BrowserWindow }, wanted) => ({
        // In an object: a promise itself would be waited for before the way is tried.
        isBarred: new Promise<boolean>((resolve) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', ({ url, defaultPrevented }) => {
            if (url === wanted) resolve(defaultPrevented);
          });
        }),
      }),
      place,
    );
    await desk.page.evaluate(`location.href = ${JSON.stringify(place)}`);
    return decided.evaluate(({ isBarred }) => isBarred);
  }

  it('leads to no other page', async () => {
    for (const place of [url, 'app://elsewhere/index.html', `${HOME}other.html`]) expect(await goTo(place)).toBe(true);
    expect(desk.page.url()).toBe(HOME);
    expect(asked).toEqual([]);
  });

  it('lets the page load itself again', async () => {
    const loaded = desk.page.waitForEvent('load');
    await desk.page.evaluate('location.reload()');
    await loaded;
    await sees(desk.page.getByLabel('Name'));
  });

  it('opens no second window, by script, by link or by the middle button', async () => {
    expect(await desk.page.evaluate(OPEN_WINDOWS(url))).toEqual([true, true, true]);
    await desk.page.evaluate(ADD_LINK(url));
    await desk.page.locator('#out').click();
    await desk.page.locator('#out').click({ button: 'middle' });
    await desk.page.reload();
    await sees(desk.page.getByLabel('Name'));
    expect(await windows()).toBe(1);
    expect(desk.page.url()).toBe(HOME);
    expect(asked).toEqual([]);
  });

  it('takes no script, frame, picture or answer from elsewhere', async () => {
    const frames = ['frame-src', 'frame-src', 'img-src', 'object-src'];
    expect(await desk.page.evaluate(REACH_OUT(url))).toEqual({
      violations: ['connect-src', 'form-action', ...frames, 'script-src-elem', 'script-src-elem'],
      isTaken: false,
    });
    expect(asked).toEqual([]);
    await desk.page.reload();
    await sees(desk.page.getByLabel('Name'));
  });

  it('may use nothing of the computer, and puts no file on it', async () => {
    expect(await desk.page.evaluate(USE_COMPUTER)).toEqual({
      states: ['denied'],
      notifications: 'denied',
      place: 1,
      clipboard: 'NotAllowedError',
    });
    const begun = await desk.app.evaluateHandle(({ session }) => ({
      isBarred: new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', ({ defaultPrevented }) => resolve(defaultPrevented));
      }),
    }));
    await desk.page.evaluate(DOWNLOAD);
    expect(await begun.evaluate(({ isBarred }) => isBarred)).toBe(true);
  });

  it('stays where it is when a page is dropped on it', async () => {
    const page = join(room.folder, 'page.html');
    await writeFile(page, '<script>document.title = "taken"</script>');
    await desk.drop([page]);
    expect(
      await desk.page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve(location.href)))'),
    ).toBe(HOME);
    await sees(desk.page.getByLabel('Name'));
  });

  it('serves its own files and nothing beside them, however the way there is written', async () => {
    const ways = [
      '../package.json',
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '%2e%2e%2f%2e%2e%2fout%2fmain%2fdesktop%2findex.js',
      '..%5c..%5cpackage.json',
      '//etc/passwd',
      '/%2fetc%2fpasswd',
      'index.html%00.js',
      '%E0%A4%A',
      'preview/..%2f..%2fsettings.webp',
      'preview/short.webp',
      'constructor',
      'assets',
      'no-such-file.js',
    ];
    const answers = await desk.app.evaluate(
      ({ net }, all) => Promise.all(all.map(async (way) => (await net.fetch(way)).status)),
      [HOME, `${HOME}index.html?a=1#b`, ...ways.map((way) => HOME + way), 'app://elsewhere/index.html'],
    );
    expect(answers).toEqual([200, 200, ...ways.map(() => 404), 404]);
  });

  it('answers its own window alone, and only calls that there are', async () => {
    const ask = (name: unknown, input: unknown): Promise<unknown> =>
      desk.page.evaluate(
        ([asks, given]) => (globalThis as unknown as Bridged).corehour.call(asks, given),
        [name, input],
      );
    for (const name of ['__proto__', 'constructor', 'shell.__proto__', 'shell.constructor', 'shell.', '', 7, null]) {
      expect(ipcAnswer.parse(await ask(name, null)), String(name)).toMatchObject({
        ok: false,
        error: { code: 'input.malformed' },
      });
    }
    for (const input of [null, {}, { path: 7 }, { path: ['/etc/passwd'] }]) {
      expect(await ask('shell.open', input)).toMatchObject({ ok: false, error: { code: 'input.malformed' } });
    }
    expect(await ask('app.state', null)).toMatchObject({ ok: true });
    const other = await desk.app.evaluate(async ({ BrowserWindow, app }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const window = new BrowserWindow({ show: false, webPreferences: { preload } });
      await window.loadURL('app://corehour/');
      const answer: unknown = await window.webContents.executeJavaScript('corehour.call("app.state", null)');
      window.destroy();
      return answer;
    });
    expect(other).toMatchObject({ ok: false, error: { message: 'Only the window of the app may ask.' } });
  });

  it('opens pictures and folders, and nothing that could run', async () => {
    const picture = join(room.folder, 'picture.png');
    const shortcut = join(room.folder, 'shortcut.desktop');
    await Promise.all([picture, shortcut].map((path) => writeFile(path, 'x')));
    const opened = await desk.opened();
    await desk.call('shell.open', { path: picture });
    await desk.call('shell.open', { path: room.folder });
    await expect(desk.call('shell.open', { path: shortcut })).rejects.toMatchObject({ code: 'input.unreadable' });
    expect(await opened()).toEqual([picture, room.folder]);
  });

  it('grows and shrinks by the usual keys, with no menu to be seen', async () => {
    for (const [keyCode, level] of [
      ['=', 0.5],
      ['-', 0],
    ] as const) {
      await desk.app.evaluate(({ BrowserWindow }, key) => {
        for (const type of ['keyDown', 'keyUp'] as const) {
          BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type, keyCode: key, modifiers: ['control'] });
        }
      }, keyCode);
      const known = (): Promise<unknown[]> =>
        desk.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().flatMap((one) => [one.webContents.getZoomLevel(), one.isMenuBarVisible()]),
        );
      await expect.poll(known).toEqual([level, false]);
    }
  });

  function windows(): Promise<number> {
    return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  }
});
