import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bps } from '../../../domain/units.js';
import type { SettingsStore } from '../../../main/adapters.js';
import { fileSettings, headlessAdapters } from '../../../main/headless-adapters.js';
import { openSettings } from '../../../main/settings/settings.js';

function storeOf(values: Record<string, unknown>): SettingsStore & { readonly values: () => unknown } {
  let kept: Readonly<Record<string, unknown>> = values;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
    values: () => kept,
  };
}

const DEFAULTS = {
  name: '',
  roles: { request: true, work: true, verify: true },
  pausedUntil: 0,
  resultsFolder: '',
  appearance: 'system',
  wordsSaved: false,
  storageCapBytes: 10 * 1024 ** 3,
  marginBps: 1000,
};

describe('settings', () => {
  it('have defaults', () => {
    expect(openSettings(storeOf({})).get()).toEqual(DEFAULTS);
  });

  it('take the default for each kept value that makes no sense, and keep the others', () => {
    const store = storeOf({ name: 7, roles: { work: 'yes' }, storageCapBytes: -1, marginBps: 250, unknown: 1 });
    expect(openSettings(store).get()).toEqual({ ...DEFAULTS, marginBps: 250 });
  });

  it('take other defaults where their owner has some', () => {
    const roles = { request: true, work: false, verify: false };
    expect(openSettings(storeOf({ marginBps: 250 }), { roles, marginBps: bps(1) }).get()).toEqual({
      ...DEFAULTS,
      roles,
      marginBps: 250,
    });
  });

  it('leave what another version of the app kept as it is, unless it is what changes', () => {
    const store = storeOf({ name: 'Ann', appearance: 'sepia', colours: { grid: 'teal' } });
    const settings = openSettings(store);
    settings.change({ marginBps: 250 });
    expect(store.values()).toEqual({ name: 'Ann', appearance: 'sepia', colours: { grid: 'teal' }, marginBps: 250 });
    settings.change({ appearance: 'dark' });
    expect(store.values()).toMatchObject({ appearance: 'dark', colours: { grid: 'teal' } });
  });

  it('are kept and told of when they change', () => {
    const store = storeOf({});
    const settings = openSettings(store);
    const heard = vi.fn();
    const quiet = settings.onChange(heard);
    settings.change({ name: ' Ann ', marginBps: 0 });
    const changed = { ...DEFAULTS, name: 'Ann', marginBps: 0 };
    expect(heard).toHaveBeenCalledExactlyOnceWith(changed);
    expect(openSettings(store).get()).toEqual(changed);
    quiet();
    settings.change({ name: 'Bo' });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it.each([{ marginBps: 10_001 }, { marginBps: 0.5 }, { storageCapBytes: 1 }, { name: 'é'.repeat(17) }])(
    'refuse %j and stay as they were',
    (change) => {
      const store = storeOf({ name: 'Ann' });
      const settings = openSettings(store);
      expect(() => settings.change(change)).toThrow(expect.objectContaining({ code: 'input.malformed' }));
      expect(settings.get().name).toBe('Ann');
      expect(store.values()).toEqual({ name: 'Ann' });
    },
  );
});

describe('settings in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corehour-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are there again after a restart', () => {
    const folders = { data: folder, scratch: folder, log: join(folder, 'log'), previews: folder, assets: folder };
    const first = headlessAdapters({ folders, builtFolder: folder });
    openSettings(first.settings).change({ name: 'Ann', roles: { request: true, work: false, verify: true } });
    first.dispose();
    const second = headlessAdapters({ folders, builtFolder: folder });
    expect(openSettings(second.settings).get()).toMatchObject({ name: 'Ann', roles: { work: false } });
    second.dispose();
  });

  it.each(['{"name":"An', '["Ann"]', ''])('that cannot be read (%j) are set aside and begun anew', async (text) => {
    await writeFile(join(folder, 'settings.json'), text);
    const settings = openSettings(fileSettings(folder));
    expect(settings.get().name).toBe('');
    settings.change({ name: 'Bo' });
    expect(openSettings(fileSettings(folder)).get().name).toBe('Bo');
    expect(await readFile(join(folder, 'settings.json.unreadable'), 'utf8')).toBe(text);
  });
});
