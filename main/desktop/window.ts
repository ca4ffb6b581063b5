/** The one window: sandboxed, leads nowhere else, may ask for nothing, and comes back when its page crashes. */
import { join } from 'node:path';
import { BrowserWindow, type IpcMainInvokeEvent, type Session, nativeTheme } from 'electron';
import { APP_ORIGIN } from './protocol.js';
import { Restarts } from './restarts.js';
import { SMALLEST, keepPlace, readPlace } from './window-place.js';

/** The page's own background, so that nothing flashes before it is there. */
const BACKGROUND = { light: '#f7f8f8', dark: '#14181a' };

export interface MainWindowParts {
  /** Where the window's place is kept. */
  readonly folder: string;
  readonly preload: string;
  readonly icon: string;
  /** The person closed it; the app goes on. */
  readonly onClosed: () => void;
  /** The page ended unasked and was loaded again. */
  readonly onCrash: (reason: string) => void;
  /** The page ended again and again: the window was closed. */
  readonly onGaveUp: () => void;
}

/** No page of this program may ask for anything, nor put files where the person did not say. */
export function allowNothing(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

export class MainWindow {
  #window: BrowserWindow | undefined;

  constructor(private readonly parts: MainWindowParts) {}

  /** The window, for a dialog to belong to. */
  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  show(): void {
    if (!this.#window) return this.#open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Closes it for good, as the app ends; it opens at the same place the next time. */
  dispose(): void {
    if (!this.#window) return;
    keepPlace(this.parts.folder, this.#window);
    this.#window.destroy();
  }

  send(channel: 'changed'): void {
    this.#window?.webContents.send(channel);
  }

  /** Whether a call comes from our own page, in the main frame of this window. */
  isSender({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
    const contents = this.#window?.webContents;
    return (
      contents !== undefined &&
      sender === contents &&
      senderFrame === contents.mainFrame &&
      senderFrame.url.startsWith(`${APP_ORIGIN}/`)
    );
  }

  #open(): void {
    const { folder, preload, icon, onClosed } = this.parts;
    const { isMaximized, ...bounds } = readPlace(folder);
    const window = new BrowserWindow({
      ...bounds,
      ...SMALLEST,
      show: false,
      title: 'Corehour',
      icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
    });
    this.#window = window;
    window.setMenuBarVisibility(false);
    if (isMaximized) window.maximize();
    this.#confine(window);
    this.#bringBack(window);
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      keepPlace(folder, window);
      onClosed();
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    // Closed or crashed while it was loading: both are told by events of their own.
    window.loadURL(`${APP_ORIGIN}/`).catch(() => undefined);
  }

  /** The page leads nowhere else. */
  #confine({ webContents }: BrowserWindow): void {
    webContents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || event.url !== webContents.getURL()) event.preventDefault();
    });
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  }

  #bringBack(window: BrowserWindow): void {
    const { onCrash, onGaveUp } = this.parts;
    const restarts = new Restarts();
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      if (restarts.mayAgain()) {
        onCrash(reason);
        window.webContents.reload();
      } else {
        window.destroy();
        onGaveUp();
      }
    });
  }
}

/** The preload beside the built program. */
export function preloadIn(root: string): string {
  return join(root, 'out', 'preload', 'preload.cjs');
}
