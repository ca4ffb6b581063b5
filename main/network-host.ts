/**
 * Hosts a network as a plain Node program: `--data <folder> [--name <name>] [--port <port>] [--invitations <count>]`.
 * Writes one invitation file a person into the folder; hand each to one person.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportOf } from '../domain/errors.js';
import { headlessAdapters } from './headless-adapters.js';
import { type HostedNetwork, hostNetwork } from './network/host.js';
import { lockFolder } from './process/folder-lock.js';
import { ProcessHost } from './process/host.js';
import { endOrphans, processRecords } from './process/reap.js';
import { readArgs } from './read-args.js';
import { writeAtomically } from './wallet/atomic-write.js';

const { values } = readArgs({
  options: {
    data: { type: 'string' },
    name: { type: 'string', default: 'Local network' },
    port: { type: 'string' },
    invitations: { type: 'string', default: '1' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  if (!values.data) throw new Error('Say where to keep the network: --data <folder>');
  await run(resolve(values.data));
} catch (thrown) {
  process.stderr.write(`${reportOf(thrown).message}\n`);
  process.exitCode = 1;
}

async function run(data: string): Promise<void> {
  const folders = { data, scratch: join(data, 'scratch'), log: join(data, 'log'), assets: join(root, 'assets') };
  await Promise.all([folders.data, folders.scratch, folders.log].map((folder) => mkdir(folder, { recursive: true })));
  const lock = await lockFolder(data);
  await endOrphans(data);
  const adapters = headlessAdapters({ folders, builtFolder: join(root, 'out', 'main') });
  const { spawner, clock, log, builtFolder } = adapters;
  const processes = new ProcessHost({ spawner, clock, log, records: processRecords(data), builtFolder });
  const network = await hostNetwork({
    adapters,
    processes,
    folder: data,
    name: values.name,
    files: { compiled: join(root, 'contracts', 'compiled'), parameters: join(root, 'contracts', 'parameters.json') },
    ...(values.port && { port: Number(values.port) }),
    onStep: (name, done, all) => say(`contract ${done} of ${all}: ${name}`),
  });
  stopOnRequest(async () => {
    await network.dispose();
    await processes.dispose();
    await lock.release();
    adapters.dispose();
  });
  const files = await writeInvitations(network, data, Number(values.invitations));
  say(`${network.profile.name} is open. ${files.length === 1 ? 'Invitation' : 'Invitations'}: ${files.join(', ')}`);
  process.send?.({ type: 'hosted', profile: network.profile, invitations: files, chainPid: network.pid() ?? 0 });
}

async function writeInvitations(network: HostedNetwork, data: string, count: number): Promise<string[]> {
  const folder = join(data, 'invitations');
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const file = join(folder, `${startStamp()}-${number}.json`);
    await writeAtomically(file, Buffer.from(`${JSON.stringify(await network.invite(), null, 2)}\n`));
    files.push(file);
  }
  return files;
}

/** Invitations of different starts lie side by side. */
function startStamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '-');
}

function stopOnRequest(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  const stop = (): void => {
    ending ??= end().finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  if (process.send) process.on('disconnect', stop);
}
