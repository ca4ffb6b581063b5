/** The adapters of a plain Node program: no window, no keyring, nothing but the folders it is given. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Conf from 'conf';
import { z } from 'zod';
import { ms } from '../domain/units.js';
import { codeOf } from './code-of.js';
import type { Adapters, Clock, Folders, LogLevel, Random, SettingsStore } from './adapters.js';
import { openLog } from './log.js';
import { forkSpawner } from './process/fork-spawner.js';
import { fileSecrets, passphraseSecrets } from './wallet/file-secrets.js';

/** The system's clock. */
export const systemClock: Clock = {
  now: () => ms(Date.now()),
  delay: (span, signal) => delay(span, undefined, signal && { signal }),
};

/** The system's randomness. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};

/** Settings in `settings.json` of `folder`. A file that cannot be read is set aside as `settings.json.unreadable`. */
export function fileSettings(folder: string): SettingsStore {
  setAsideUnreadable(join(folder, 'settings.json'));
  const conf = new Conf<Record<string, unknown>>({ cwd: folder, configName: 'settings', clearInvalidConfig: true });
  return {
    read: () => conf.store,
    write: (values) => {
      conf.store = { ...values };
    },
  };
}

function setAsideUnreadable(path: string): void {
  try {
    z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT') renameSync(path, `${path}.unreadable`);
  }
}

export interface HeadlessOptions {
  /** Existing, absolute. */
  readonly folders: Folders;
  /** The folder of the built program. */
  readonly builtFolder: string;
  /** Guards the key; without one its file's mode does. */
  readonly passphrase?: string;
  readonly logLevel?: LogLevel;
}

export interface HeadlessAdapters extends Adapters {
  /** Closes the log; call it last. */
  readonly dispose: () => void;
}

/** Builds them. Lock `folders.data` first: settings are read at once. */
export function headlessAdapters(options: HeadlessOptions): HeadlessAdapters {
  const { folders, builtFolder, passphrase, logLevel = 'info' } = options;
  const logFile = openLog({ folder: folders.log, now: systemClock.now, level: logLevel });
  return {
    clock: systemClock,
    random: systemRandom,
    log: logFile.log,
    folders,
    secrets: passphrase === undefined ? fileSecrets() : passphraseSecrets(passphrase, systemRandom),
    settings: fileSettings(folders.data),
    spawner: forkSpawner,
    builtFolder,
    dispose: logFile.close,
  };
}
