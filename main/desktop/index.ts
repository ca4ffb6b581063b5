/** The desktop program: one instance, a window, a tray entry, and the app in a thread of its own. */
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Menu, Notification, app, dialog, ipcMain, session } from 'electron';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import type { IpcAnswer } from '../../domain/wire/ipc/all.js';
import { shellCalls } from '../../domain/wire/ipc/shell.js';
import type { LendPage } from '../../domain/wire/ipc/lend.js';
import { ms } from '../../domain/units.js';
import { answer } from '../ipc/server.js';
import type { Log } from '../adapters.js';
import { openLog } from '../log.js';
import { AppThread } from './app-thread.js';
import { appMenu } from './menu.js';
import { registerAppScheme, serveApp } from './protocol.js';
import { desktopSecrets } from './secrets.js';
import { documents, shellHandlers } from './shell.js';
import { type TrayActs, TrayEntry } from './tray.js';
import { utilitySpawner } from './utility-spawner.js';
import { MainWindow, allowNothing, preloadIn } from './window.js';

/** How often a change is told, at most. */
const TELL_WINDOW_MS = 100;
const TELL_TRAY_MS = 1000;
const GAVE_UP = 'Corehour itself goes on working. Open its window again from the tray, or by starting it once more.';
const NO_ANSWER: IpcAnswer = {
  type: 'ipc',
  id: 0,
  ok: false,
  error: { code: 'input.malformed', message: 'Only the window of the app may ask.' },
};

registerAppScheme();
if (app.requestSingleInstanceLock()) {
  Menu.setApplicationMenu(appMenu());
  app.whenReady().then(run).catch(cannotStart);
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
  const { log } = logFile;
  const icons = join(folders.assets, 'icons');
  logFaults(log);
  allowNothing(session.defaultSession);
  serveApp(join(root, 'out', 'renderer'), folders.previews);
  const window = new MainWindow({
    folder: data,
    preload: preloadIn(root),
    icon: join(icons, 'app-256.png'),
    onClosed: onceGoesOn(),
    onCrash: (reason) => thread.tellOfCrash(`The window stopped (${reason}) and was opened again. Nothing is lost.`),
    onGaveUp: () => dialog.showErrorBox('The window stopped again and again', GAVE_UP),
  });
  const tellWindow = throttled(TELL_WINDOW_MS, () => window.send('changed'));
  const tellTray = throttled(TELL_TRAY_MS, () => void lendStatus(thread).then((status) => tray?.show(status)));
  const thread = new AppThread({
    entry: new URL('../app/thread.js', import.meta.url),
    start: { folders, root, version: app.getVersion(), resultsFolder: join(documents(), 'Corehour') },
    secrets: desktopSecrets(),
    spawner: utilitySpawner,
    log,
    onChanged: () => {
      tellWindow();
      tellTray();
    },
    onFailed: failed,
  });
  const tray = trayEntry(log, icons, {
    open: () => window.show(),
    setLending: (isOn) => void (isOn ? thread.call('lend.start', null) : thread.call('lend.pause', {})),
    quit: () => app.quit(),
  });
  answerCalls(window, thread, folders.log);
  // Closing the window keeps working: the tray entry opens it again.
  app.on('window-all-closed', () => undefined);
  const isEnding = endTogether(async () => {
    tray?.dispose();
    window.dispose();
    await thread.stop();
    logFile.close();
  });
  const show = (): void => (isEnding() ? startAgainAfterwards() : window.show());
  app.on('second-instance', show);
  app.on('activate', show);
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

/** A system without a tray is no reason to have no window. */
function trayEntry(log: Log, icons: string, acts: TrayActs): TrayEntry | undefined {
  try {
    return new TrayEntry(icons, acts);
  } catch (thrown) {
    log.warn('There is no entry in the tray', { error: inspect(thrown) });
    return undefined;
  }
}

async function lendStatus(thread: AppThread): Promise<LendPage['status'] | undefined> {
  const answered = await thread.call('lend.page', null);
  return answered.ok ? (answered.value as LendPage).status : undefined;
}

/** Holds the end of the program back until everything it started has ended. @returns whether it is ending. */
function endTogether(end: () => Promise<void>): () => boolean {
  let ending: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    ending ??= end().then(() => app.exit(0), fail);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return () => ending !== undefined;
}

let isStartedAgain = false;
/** For a person who opens the app while it is still closing. */
function startAgainAfterwards(): void {
  if (!isStartedAgain) app.relaunch();
  isStartedAgain = true;
}

/** What nobody foresaw is at least in the log; without it Electron would ask the person about it. */
function logFaults(log: Log): void {
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (thrown: unknown) => log.error('A fault of the desktop', { error: inspect(thrown) }));
  }
}

function failed({ message }: ErrorReport): void {
  dialog.showErrorBox('Corehour cannot go on', message);
  app.quit();
}

function cannotStart(thrown: unknown): void {
  dialog.showErrorBox('Corehour cannot start', reportOf(thrown).message);
  fail(thrown);
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
