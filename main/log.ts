/** The node's log: JSON lines in a file that is set aside when it is full, so that a node never fills a disk with talk. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes, Ms } from '../domain/units.js';
import { mebibytes } from '../domain/units.js';
import type { Log, LogData, LogLevel } from './adapters.js';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
/** A line of a child may be of any length. */
const LONGEST_MESSAGE = 4000;
const KEPT_FILES = 3;

export interface LogFileOptions {
  readonly folder: string;
  readonly now: () => Ms;
  /** Lines below it are dropped. */
  readonly level?: LogLevel;
  /** When a file is full. */
  readonly fileSize?: Bytes;
}

export interface LogFile {
  readonly log: Log;
  readonly close: () => void;
}

/**
 * Opens `corehour.log` in `folder`; older lines lie in `corehour.1.log` and on. A line is
 * `{ time, level, room, message, ...data }`. A full disk loses lines, never the node.
 */
export function openLog(options: LogFileOptions): LogFile {
  const { folder, now, level: lowest = 'info', fileSize = mebibytes(5) } = options;
  mkdirSync(folder, { recursive: true });
  const file = new RotatingFile(folder, fileSize);
  const write = (level: LogLevel, room: string, message: string, data: LogData = {}): void => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return;
    const time = new Date(now()).toISOString();
    file.append(toLine({ ...data, time, level, room, message: message.slice(0, LONGEST_MESSAGE) }));
  };
  const roomLog = (room: string): Log => ({
    debug: (message, data) => write('debug', room, message, data),
    info: (message, data) => write('info', room, message, data),
    warn: (message, data) => write('warn', room, message, data),
    error: (message, data) => write('error', room, message, data),
    in: roomLog,
  });
  return { log: roomLog('node'), close: () => file.close() };
}

function toLine(entry: LogData & { readonly time: string }): string {
  const { time, level, room, message, ...data } = entry;
  const ordered = { time, level, room, message, ...data };
  return `${JSON.stringify(ordered, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}\n`;
}

class RotatingFile {
  readonly #folder: string;
  readonly #limit: Bytes;
  #file: number | undefined;
  #size: number;

  constructor(folder: string, limit: Bytes) {
    this.#folder = folder;
    this.#limit = limit;
    this.#file = openSync(this.#path(0), 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  append(line: string): void {
    if (this.#file === undefined) return;
    try {
      if (this.#size >= this.#limit) this.#rotate();
      this.#size += writeSync(this.#file, line);
    } catch {
      // A full disk or a folder that is gone; there is no better place to say so.
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #rotate(): void {
    for (let index = KEPT_FILES - 1; index >= 0; index -= 1) {
      try {
        renameSync(this.#path(index), this.#path(index + 1));
      } catch {
        // This one does not exist yet.
      }
    }
    const full = this.#file;
    this.#file = openSync(this.#path(0), 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
    if (full !== undefined) closeSync(full);
  }

  #path(index: number): string {
    return join(this.#folder, index === 0 ? 'corehour.log' : `corehour.${index}.log`);
  }
}
