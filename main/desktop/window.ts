/** The one window: sandboxed, leads nowhere else, may ask for nothing, and comes back when its page crashes. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type IpcMainInvokeEvent } from 'electron';
import { APP_ORIGIN } from './protocol.js';
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
    const { folder, preload, icon, onClosed, onCrash } = this.parts;
    const { isMaximized, ...bounds } = readPlace(folder);
    const window = new BrowserWindow({
      ...bounds,
      ...SMALLEST,
      show: false,
      title: 'Corehour',
      icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      autoHideMenuBar: true,
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
    });
    this.#window = window;
    if (isMaximized) window.maximize();
    const { webContents } = window;
    webContents.on('will-navigate', (event) => event.preventDefault());
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    webContents.session.setPermissionCheckHandler(() => false);
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      onCrash(reason);
      webContents.reload();
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      keepPlace(folder, window);
      onClosed();
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    void window.loadURL(`${APP_ORIGIN}/`);
  }
}

/** The preload beside the built program. */
export function preloadIn(root: string): string {
  return join(root, 'out', 'preload', 'preload.cjs');
}
