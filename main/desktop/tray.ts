/** The entry in the system's tray: what this computer is doing, open, start or pause, quit. */
import { join } from 'node:path';
import { Menu, Tray } from 'electron';
import type { LendState, LendStatus } from '../../domain/wire/ipc/lend.js';

export interface TrayActs {
  readonly open: () => void;
  readonly setLending: (isOn: boolean) => void;
  readonly quit: () => void;
}

const ICONS: Readonly<Record<LendState, string>> = {
  off: 'paused',
  waiting: 'idle',
  working: 'working',
  checking: 'working',
  finishing: 'working',
};

/** Panels of Linux want 22 pixels; macOS colours a template itself. */
const VARIANT = process.platform === 'linux' ? '-22' : process.platform === 'darwin' ? 'Template' : '';

export class TrayEntry {
  readonly #tray: Tray;
  #shown = '';

  constructor(
    private readonly icons: string,
    private readonly acts: TrayActs,
  ) {
    this.#tray = new Tray(this.#icon('idle'));
    this.#tray.on('click', acts.open);
    this.show(undefined);
  }

  /** @param status Undefined while no network is joined. */
  show(status: Pick<LendStatus, 'state' | 'sentence'> | undefined): void {
    const sentence = status?.sentence ?? 'Not on a network yet';
    const isOn = status !== undefined && status.state !== 'off';
    const shown = `${sentence} ${isOn}`;
    if (shown === this.#shown || this.#tray.isDestroyed()) return;
    this.#shown = shown;
    this.#tray.setToolTip(`Corehour: ${sentence}`);
    this.#tray.setImage(this.#icon(status ? ICONS[status.state] : 'idle'));
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: sentence, enabled: false },
        { type: 'separator' },
        { label: 'Open Corehour', click: this.acts.open },
        {
          label: isOn ? 'Pause lending' : 'Start lending',
          enabled: status !== undefined,
          click: () => this.acts.setLending(!isOn),
        },
        { type: 'separator' },
        { label: 'Quit', click: this.acts.quit },
      ]),
    );
  }

  dispose(): void {
    this.#tray.destroy();
  }

  #icon(name: string): string {
    return join(this.icons, `tray-${name}${VARIANT}.png`);
  }
}
