/** The real app on a screen, driven as a person would: for end-to-end tests, screenshots and measurements. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, type Page, _electron } from '@playwright/test';
import { errorOf } from '../../domain/errors.js';
import { type CallInput, type CallName, type CallOutput, ipcAnswer } from '../../domain/wire/ipc/all.js';
import { electronExecutable } from '../electron/executable.mjs';
import type { Display } from './display.js';
import { ROOT } from './program.js';

const LAUNCH_MS = 30_000;

export interface DeskOptions {
  /** The person's home: what the app keeps lies in it and nowhere else. */
  readonly home: string;
  readonly display: Display;
  readonly args?: readonly string[];
  /** What starts Electron, where it is not to be started as it is: takes the same arguments. */
  readonly executable?: string;
}

export class Desk {
  private constructor(
    readonly home: string,
    readonly app: ElectronApplication,
    readonly page: Page,
  ) {}

  /** Starts the app and waits for its window. */
  static async open(options: DeskOptions): Promise<Desk> {
    await mkdir(options.home, { recursive: true });
    const app = await _electron.launch({ ...launchOf(options), timeout: LAUNCH_MS });
    const page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
    return new Desk(options.home, app, page);
  }

  /** The same app with the window that it opens next, once the one of before was closed. */
  async nextWindow(): Promise<Desk> {
    const page = await this.app.waitForEvent('window', { timeout: LAUNCH_MS });
    await page.waitForLoadState('domcontentloaded');
    return new Desk(this.home, this.app, page);
  }

  /** Starts the app once more with the same home, as somebody who does not see that it runs. @returns its exit code. */
  async startAgain(display: Display): Promise<number | null> {
    const { executablePath, args, env } = launchOf({ home: this.home, display });
    const again = spawn(executablePath, args, { env, stdio: 'ignore' });
    const [code] = (await once(again, 'exit')) as [number | null];
    return code;
  }

  /** Where results go unless somebody chose another folder. */
  get results(): string {
    return join(this.home, 'Corehour');
  }

  /** The app's own folder. */
  get data(): string {
    return join(this.home, '.config', 'Corehour');
  }

  get pid(): number {
    return this.app.process().pid ?? 0;
  }

  /** Asks as the page itself does. @throws AppError what was answered. */
  async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const answered = ipcAnswer.parse(
      await this.page.evaluate(
        async ([asked, given]) => (globalThis as unknown as Bridged).corehour.call(asked as string, given),
        [name, input] as const,
      ),
    );
    if (answered.ok) return answered.value as CallOutput<Name>;
    const { code, message, data } = answered.error;
    throw errorOf({ code, message, ...(data && { data }) });
  }

  /** Waits for word that something changed. */
  async changed(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const { corehour } = globalThis as unknown as Bridged;
          const silence = corehour.onChanged(() => {
            silence();
            resolve();
          });
        }),
    );
  }

  /** Drops files and folders on the middle of the window, as a file manager would. */
  async drop(paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const box = await this.page.locator('body').boundingBox();
    const [x, y] = [(box?.width ?? 0) / 2, 300];
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x, y, data });
    }
    await session.detach();
  }

  /** The next dialogs of the system answer with these paths: nobody sits at this screen. */
  async answerDialogs(paths: readonly string[]): Promise<void> {
    await this.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: chosen.length === 0, filePaths: [...chosen] });
      dialog.showSaveDialog = async () => ({ canceled: chosen.length === 0, filePath: chosen[0] ?? '' });
    }, paths);
  }

  /** From now on no other program is started to open files: what would have been opened is noted. */
  async opened(): Promise<() => Promise<string[]>> {
    const noted = await this.app.evaluateHandle(({ shell }) => {
      const paths: string[] = [];
      shell.openPath = async (path) => {
        paths.push(path);
        return '';
      };
      return paths;
    });
    return () => noted.jsonValue();
  }

  /** Quits the way the menu does, and waits until everything it started has ended. */
  async quit(): Promise<void> {
    await this.app.close();
  }

  /** As a crash or `kill -9` would. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.app.process().once('exit', resolve));
    this.app.process().kill('SIGKILL');
    await ended;
  }
}

/** How the app is started: for those who start it without a driver. The home must be there. */
export function launchOf({ home, display, args = [], executable }: DeskOptions): {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
} {
  return {
    executablePath: executable ?? electronExecutable(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, ...args],
    env: { ...ownEnvironment(home), ...display.env },
  };
}

interface Bridged {
  readonly corehour: {
    readonly call: (name: string, input: unknown) => Promise<unknown>;
    readonly onChanged: (listener: () => void) => () => void;
  };
}

/** Nothing of the person who runs this reaches the app. */
function ownEnvironment(home: string): Record<string, string> {
  const kept = ['PATH', 'LANG', 'DISPLAY', 'XAUTHORITY', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), HOME: home };
}
