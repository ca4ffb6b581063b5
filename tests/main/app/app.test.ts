/** The app over a network that nobody can join: what is chosen, whatever somebody does at the same time. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Where } from '../../../domain/wire/ipc/app.js';
import { App } from '../../../main/app/app.js';
import { readChoice } from '../../../main/app/choice.js';
import { systemRandom } from '../../../main/headless-adapters.js';
import { fileSecrets } from '../../../main/wallet/file-secrets.js';
import { ManualClock } from '../process/manual-clock.js';
import { silentLog } from '../silent-log.js';

let folder: string;
let app: App;
let changed: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-app-'));
  let kept: Record<string, unknown> = {};
  app = await App.open({
    // Without contracts to bring there no network comes up.
    root: folder,
    version: '0',
    resultsFolder: folder,
    adapters: {
      clock: new ManualClock(),
      random: systemRandom,
      log: silentLog,
      folders: { data: folder, scratch: folder, log: folder, previews: folder, assets: folder },
      secrets: fileSecrets(),
      settings: { read: () => kept, write: (values) => void (kept = { ...values }) },
      spawner: {
        spawn: () => {
          throw new Error('no such program');
        },
      },
      builtFolder: folder,
    },
  });
  changed = () => undefined;
  app.onChange(() => changed());
});
afterEach(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const host = (networkName: string): Where => ({ kind: 'host', networkName });

async function stage(wanted: string): Promise<void> {
  while ((await app.state()).stage !== wanted) await new Promise<void>((resolve) => (changed = resolve));
}

describe('what is chosen', () => {
  it('is the last word of somebody who cannot decide, on disk as in the app', async () => {
    await Promise.all([
      app.join('Ada', host('A')),
      app.leave(),
      app.join('Ada', host('B')),
      app.join('Ada', host('C')),
    ]);
    expect(await readChoice(folder)).toMatchObject({ networkName: 'C' });
    await stage('stopped');
    expect((await app.state()).steps[0]?.text).toContain('Starting C');
    expect((await readdir(folder)).filter((name) => name.startsWith('network.json'))).toEqual(['network.json']);
  });

  it('is nothing after leaving, whatever was chosen the moment before', async () => {
    await Promise.all([app.join('Ada', { kind: 'try-here' }), app.join('Ada', host('B')), app.leave()]);
    expect(await readChoice(folder)).toBeUndefined();
    expect(await app.state()).toMatchObject({ stage: 'first-run', steps: [], neighbours: [] });
  });

  it('fails with a reason, and can be tried again', async () => {
    await app.join('Ada', host('A'));
    await stage('stopped');
    expect((await app.state()).problem?.message).toBeTruthy();
    app.retry();
    await stage('starting');
    await stage('stopped');
  });

  it('has neighbours only where it is tried on this computer', async () => {
    await expect(app.runNeighbours(true)).rejects.toMatchObject({ code: 'input.malformed' });
    await expect(app.join(' ', { kind: 'try-here' })).rejects.toThrow('Say a name');
  });
});
