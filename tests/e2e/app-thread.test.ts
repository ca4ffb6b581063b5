/** The app in its thread, as the desktop starts it, but with plain Node children: no window is needed to join. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { errorOf } from '../../domain/errors.js';
import type { AppCalls, CallInput, CallOutput } from '../../domain/wire/ipc/all.js';
import { invitationFile } from '../../domain/wire/profile.js';
import { AppThread } from '../../main/desktop/app-thread.js';
import { silentLog } from '../chain/test-network.js';
import { forkSpawner } from '../../main/process/fork-spawner.js';
import { fileSecrets } from '../../main/wallet/file-secrets.js';

const ROOT = resolve(import.meta.dirname, '../..');

class Desk {
  readonly failures: string[] = [];
  #changed: () => void = () => undefined;
  readonly thread: AppThread;

  constructor(readonly folder: string) {
    const at = (name: string): string => join(folder, name);
    this.thread = new AppThread({
      entry: pathToFileURL(join(ROOT, 'out/main/app/thread.js')),
      start: {
        root: ROOT,
        version: '0.0.0',
        resultsFolder: at('results'),
        folders: {
          data: folder,
          scratch: at('scratch'),
          log: at('log'),
          previews: at('previews'),
          assets: join(ROOT, 'assets'),
        },
      },
      secrets: fileSecrets(),
      spawner: forkSpawner,
      log: silentLog,
      onChanged: () => this.#changed(),
      onFailed: ({ code }) => this.failures.push(code),
    });
  }

  async call<Name extends keyof AppCalls>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const answer = await this.thread.call(name, input);
    if (answer.ok) return answer.value as CallOutput<Name>;
    const { code, message, data } = answer.error;
    throw errorOf({ code, message, ...(data && { data }) });
  }

  /** Looks after each change until something is found. */
  async until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      const found = await look();
      if (found !== undefined) return found;
      await changed;
    }
  }

  stage(wanted: CallOutput<'app.state'>['stage']): Promise<CallOutput<'app.state'>> {
    return this.until(async () => {
      const state = await this.call('app.state', null);
      return state.stage === wanted ? state : undefined;
    });
  }
}

/** Under which other computers know this one; alone, it has but itself. */
function outerAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((several) => several ?? []);
  const outer = all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
  return outer.length > 0 ? outer : ['127.0.0.1'];
}

describe('the app without its window', () => {
  const desks: Desk[] = [];
  const folders: string[] = [];

  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'corehour-app-'));
    folders.push(made);
    return made;
  }

  function open(data: string): Desk {
    const desk = new Desk(data);
    desks.push(desk);
    return desk;
  }

  afterEach(async () => {
    await Promise.all(desks.splice(0).map(({ thread }) => thread.stop()));
    await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true, force: true })));
  });

  it('brings a person alone onto a network with four neighbours, and back after a restart', async () => {
    const data = await folder();
    const first = open(data);
    expect((await first.call('app.state', null)).stage).toBe('first-run');
    await first.call('app.join', { name: 'Ada', where: { kind: 'try-here' } });
    const running = await first.stage('running');
    expect(running.network).toMatchObject({ kind: 'try-here', isConnected: true });
    await first.until(async () => {
      const { neighbours } = await first.call('app.state', null);
      return neighbours.every(({ state }) => state === 'running') ? neighbours : undefined;
    });
    await first.until(async () => ((await first.call('network.status', null)).people >= 5 ? true : undefined));
    const { address } = await first.call('people.me', null);
    await first.thread.stop();
    desks.length = 0;

    const second = open(data);
    await second.stage('running');
    expect(await second.call('people.me', null)).toMatchObject({ address, isRegistered: true });
  });

  it('hosts a network that another computer of the local network joins by an invitation', async () => {
    const host = open(await folder());
    await host.call('app.join', { name: 'Ada', where: { kind: 'host', networkName: 'The workshop' } });
    await host.stage('running');
    const { text } = await host.call('app.invite', null);
    const { network } = invitationFile.parse(JSON.parse(text));
    expect(network.endpoints.map((endpoint) => new URL(endpoint).hostname)).toEqual(outerAddresses());
    const guest = open(await folder());
    await guest.call('app.join', { name: 'Ben', where: { kind: 'invitation', text } });
    const { network: joined } = await guest.stage('running');
    expect(joined).toMatchObject({ name: 'The workshop', kind: 'joined', isConnected: true });
    await host.until(async () => {
      const { rows } = await host.call('people.list', null);
      return rows.find(({ name }) => name.startsWith('Ben'));
    });
    await expect(guest.call('app.invite', null)).rejects.toMatchObject({ code: 'chain.refused' });
  });

  it('lets nobody onto a folder that is in use', async () => {
    const data = await folder();
    const first = open(data);
    await first.call('app.state', null);
    const second = open(data);
    await expect(second.call('app.state', null)).rejects.toMatchObject({ code: 'process.folder-in-use' });
    expect(second.failures).toEqual(['process.folder-in-use']);
  });

  it('says what is wrong with an invitation, a name, or what it kept, and goes on', async () => {
    const data = await folder();
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'network.json'), '{"version":1,"kind":"try-h');
    const desk = open(data);
    const state = await desk.call('app.state', null);
    expect(state).toMatchObject({ stage: 'first-run', problem: { code: 'input.malformed' } });
    expect(await readFile(join(data, 'network.json.unreadable'), 'utf8')).toContain('try-h');
    const where = { kind: 'invitation', text: '{}' } as const;
    await expect(desk.call('app.join', { name: 'Ada', where })).rejects.toThrow('no invitation');
    const tooLong = '😀'.repeat(200);
    await expect(desk.call('app.join', { name: tooLong, where: { kind: 'try-here' } })).rejects.toThrow('32 bytes');
    expect((await desk.call('app.state', null)).stage).toBe('first-run');
  });
});
