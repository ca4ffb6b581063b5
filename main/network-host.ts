/**
 * Hosts a network as a plain Node program: `--data <folder> [--name <name>] [--port <port>] [--invitations <count>]`,
 * and `--for-others` to let other computers of the local network in.
 * Writes one invitation file a person into the folder; hand each to one person.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportOf } from '../domain/errors.js';
import { openProgram, stopOnRequest } from './headless-program.js';
import { type HostedNetwork, hostNetwork } from './network/host.js';
import { readArgs } from './read-args.js';
import { writeAtomically } from './wallet/atomic-write.js';

const { values } = readArgs({
  options: {
    data: { type: 'string' },
    name: { type: 'string', default: 'Local network' },
    port: { type: 'string' },
    invitations: { type: 'string', default: '1' },
    'for-others': { type: 'boolean', default: false },
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
  const program = await openProgram(data, root);
  const network = await hostNetwork({
    adapters: program.adapters,
    processes: program.processes,
    folder: data,
    name: values.name,
    files: { compiled: join(root, 'contracts', 'compiled'), parameters: join(root, 'contracts', 'parameters.json') },
    ...(values.port && { port: Number(values.port) }),
    reach: values['for-others'] ? 'local-network' : 'this-computer',
    onStep: (name, done, all) => say(`contract ${done} of ${all}: ${name}`),
  }).catch(async (thrown: unknown) => {
    await program.dispose();
    throw thrown;
  });
  stopOnRequest(async () => {
    await network.dispose();
    await program.dispose();
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
