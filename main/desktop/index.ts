/** The desktop program: one instance, a window, a tray entry, and the app in a thread of its own. */
import { join } from 'node:path';
import { inspect } from 'node:util';
import { BrowserWindow, Menu, Notification, app, dialog, ipcMain } from 'electron';
import type { ErrorReport } from '../../domain/errors.js';
import type { IpcAnswer } from '../../domain/wire/ipc/all.js';
import { shellCalls } from '../../domain/wire/ipc/shell.js';
import type { LendPage } from '../../domain/wire/ipc/lend.js';
import { ms } from '../../domain/units.js';
import { answer } from '../ipc/server.js';
import { openLog } from '../log.js';
import { AppThread } from './app-thread.js';
import { registerAppScheme, serveApp } from './protocol.js';
import { desktopSecrets } from './secrets.js';
import { shellHandlers } from './shell.js';
import { TrayEntry } from './tray.js';
import { utilitySpawner } from './utility-spawner.js';
import { MainWindow, preloadIn } from './window.js';

/** How often a change is told, at most. */
const TELL_WINDOW_MS = 100;
const TELL_TRAY_MS = 1000;
const NO_ANSWER: IpcAnswer = {
  type: 'ipc',
  id: 0,
  ok: false,
  error: { code: 'input.malformed', message: 'Only the window of the app may ask.' },
};

registerAppScheme();
if (app.requestSingleInstanceLock()) {
  Menu.setApplicationMenu(null);
  app.whenReady().then(run).catch(fail);
} else {
  app.quit();
}

function run(): void {
  const root = app.getAppPath();
  const data = app.getPath('userData');
  const folders = {
    data,
    scratch: join(data, 'scratch'),
    log: join(data, 'log'),
    previews: join(data, 'previews'),
    assets: join(root, 'assets'),
  };
  // The app's thread writes the other one: a file has one writer.
  const logFile = openLog({ folder: join(folders.log, 'desktop'), now: () => ms(Date.now()) });
  const icons = join(folders.assets, 'icons');
  serveApp(join(root, 'out', 'renderer'), folders.previews);
  const window = new MainWindow({
    folder: data,
    preload: preloadIn(root),
    icon: join(icons, 'app-256.png'),
    onClosed: onceGoesOn(),
    onCrash: (reason) => thread.tellOfCrash(`The window stopped (${reason}) and was opened again. Nothing is lost.`),
  });
  const tellWindow = throttled(TELL_WINDOW_MS, () => window.send('changed'));
  const tellTray = throttled(TELL_TRAY_MS, () => void lendStatus(thread).then((status) => tray.show(status)));
  const thread = new AppThread({
    entry: new URL('../app/thread.js', import.meta.url),
    start: { folders, root, version: app.getVersion(), resultsFolder: join(documents(), 'Corehour') },
    secrets: desktopSecrets(),
    spawner: utilitySpawner,
    log: logFile.log,
    onChanged: () => {
      tellWindow();
      tellTray();
    },
    onFailed: failed,
  });
  const tray = new TrayEntry(icons, {
    open: () => window.show(),
    setLending: (isOn) => void (isOn ? thread.call('lend.start', null) : thread.call('lend.pause', {})),
    quit: () => app.quit(),
  });
  answerCalls(window, thread, folders.log);
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // Closing the window keeps working: the tray entry opens it again.
  app.on('window-all-closed', () => undefined);
  endTogether(async () => {
    tray.dispose();
    for (const open of BrowserWindow.getAllWindows()) open.destroy();
    await thread.stop();
    logFile.close();
  });
  window.show();
}

/** Sender first; name and shape are checked by whoever answers. */
function answerCalls(window: MainWindow, thread: AppThread, logs: string): void {
  const handlers = shellHandlers(() => window.current, logs);
  ipcMain.handle('call', async (event, name: unknown, input: unknown): Promise<IpcAnswer> => {
    if (!window.isSender(event) || typeof name !== 'string') return NO_ANSWER;
    if (!name.startsWith('shell.')) return thread.call(name, input);
    return new Promise((resolve) => {
      const port = { isTrusted: () => true, send: resolve };
      void answer(shellCalls, handlers, port, { type: 'ipc', id: 0, name, input });
    });
  });
}

/** Says the first time that a closed window is not the end. */
function onceGoesOn(): () => void {
  let isSaid = false;
  return () => {
    if (isSaid || !Notification.isSupported()) return;
    isSaid = true;
    new Notification({
      title: 'Corehour goes on working',
      body: 'Open or quit it from its icon in the tray, or start it again to see the window.',
    }).show();
  };
}

/** Not every system has a folder for documents. */
function documents(): string {
  try {
    return app.getPath('documents');
  } catch {
    return app.getPath('home');
  }
}

async function lendStatus(thread: AppThread): Promise<LendPage['status'] | undefined> {
  const answered = await thread.call('lend.page', null);
  return answered.ok ? (answered.value as LendPage).status : undefined;
}

/** Holds the end of the program back until everything it started has ended. */
function endTogether(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    ending ??= end().then(() => app.exit(0), fail);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

function failed({ message }: ErrorReport): void {
  dialog.showErrorBox('Corehour cannot go on', message);
  app.quit();
}

function fail(thrown: unknown): void {
  process.stderr.write(`${inspect(thrown)}\n`);
  app.exit(1);
}

/** Calls `act` after the first request and, where more came meanwhile, once again after `span`. */
function throttled(span: number, act: () => void): () => void {
  let waiting: NodeJS.Timeout | undefined;
  let isAgain = false;
  const begin = (): void => {
    act();
    waiting = setTimeout(() => {
      waiting = undefined;
      if (isAgain) begin();
      isAgain = false;
    }, span);
  };
  return () => {
    if (waiting) isAgain = true;
    else begin();
  };
}
