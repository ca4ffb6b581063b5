/** What a person sets on this computer: typed, with defaults, kept by a store. */
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { type Bps, type Bytes, bps, bytes, mebibytes } from '../../domain/units.js';
import type { SettingsStore } from '../adapters.js';

const NAME_BYTES = 32;

const name = z
  .string()
  .trim()
  .refine((text) => Buffer.byteLength(text) <= NAME_BYTES, `A name has at most ${NAME_BYTES} bytes.`);
const roles = z.object({ request: z.boolean(), work: z.boolean(), verify: z.boolean() });
const storageCap = z
  .number()
  .int()
  .min(mebibytes(64), 'Storage needs at least 64 MiB.')
  .transform((size): Bytes => bytes(size));
const margin = z
  .number()
  .int()
  .min(0)
  .max(10_000)
  .transform((rate): Bps => bps(rate));

const moment = z.number().int().min(0);
const folder = z.string();
const appearance = z.enum(['system', 'light', 'dark']);

const settingsSchema = z.object({
  /** As others see it; empty until the person has said one. */
  name,
  /** What this computer does for the network. */
  roles,
  /** Nothing is claimed before this moment; 0 where no pause was asked for. */
  pausedUntil: moment,
  /** Where results of new jobs go; empty where the person has not chosen. */
  resultsFolder: folder,
  appearance,
  /** The person showed that they have their recovery words. */
  wordsSaved: z.boolean(),
  /** The disk that blocks may use. */
  storageCapBytes: storageCap,
  /** What working must leave above its cost before a task is claimed. */
  marginBps: margin,
});

/** Settings as the node reads them. */
export type Settings = z.output<typeof settingsSchema>;
/** Settings as somebody writes them: any of them, as plain values. */
export type SettingsChange = Partial<z.input<typeof settingsSchema>>;

const DEFAULTS: Settings = {
  name: '',
  roles: { request: true, work: true, verify: true },
  pausedUntil: 0,
  resultsFolder: '',
  appearance: 'system',
  wordsSaved: false,
  storageCapBytes: mebibytes(10 * 1024),
  marginBps: bps(1000),
};

export interface SettingsAccess {
  readonly get: () => Settings;
  /** Checks, keeps and tells. @throws AppError `input.malformed` and keeps nothing when a value is refused. */
  readonly change: (change: SettingsChange) => Settings;
  /** Calls `listener` after each change until the returned function is called. */
  readonly onChange: (listener: (settings: Settings) => void) => () => void;
}

/**
 * Reads `store`; a value that is missing there or makes no sense is its default. What another version of the app kept
 * there stays: only what is changed is written.
 * @param initial What holds instead of the usual defaults.
 */
export function openSettings(store: SettingsStore, initial: Partial<Settings> = {}): SettingsAccess {
  let current = readSettings(store, { ...DEFAULTS, ...initial });
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get: () => current,
    change: (change) => {
      const parsed = settingsSchema.safeParse({ ...current, ...change });
      if (!parsed.success) {
        throw new AppError('input.malformed', `These settings cannot be kept. ${z.prettifyError(parsed.error)}`);
      }
      const changed = Object.entries(parsed.data).filter(([key]) => key in change);
      store.write({ ...store.read(), ...Object.fromEntries(changed) });
      current = parsed.data;
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function readSettings(store: SettingsStore, defaults: Settings): Settings {
  const stored = store.read();
  return {
    name: valueOr(name, stored.name, defaults.name),
    roles: valueOr(roles, stored.roles, defaults.roles),
    pausedUntil: valueOr(moment, stored.pausedUntil, defaults.pausedUntil),
    resultsFolder: valueOr(folder, stored.resultsFolder, defaults.resultsFolder),
    appearance: valueOr(appearance, stored.appearance, defaults.appearance),
    wordsSaved: valueOr(z.boolean(), stored.wordsSaved, defaults.wordsSaved),
    storageCapBytes: valueOr(storageCap, stored.storageCapBytes, defaults.storageCapBytes),
    marginBps: valueOr(margin, stored.marginBps, defaults.marginBps),
  };
}

function valueOr<Value>(schema: z.ZodType<Value>, stored: unknown, initial: Value): Value {
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : initial;
}
