/** A node whose re-computation always comes out wrong: what `--break vote` runs in the verifiers' place. */
import { parseArgs } from 'node:util';
import type { Adapters, SpawnedProcess } from '../../main/adapters.js';
import { runHeadless } from '../../main/headless-run.js';
import { readInvitationFile } from '../../main/network/invitation-file.js';
import { ROOT } from '../local/program.js';

const { values } = parseArgs({
  options: {
    network: { type: 'string' },
    data: { type: 'string' },
    name: { type: 'string' },
    'no-work': { type: 'boolean' },
  },
});

await runHeadless({
  network: await readInvitationFile(values.network ?? ''),
  data: values.data ?? '',
  name: values.name ?? '',
  root: ROOT,
  roles: { request: true, work: values['no-work'] !== true, verify: true },
  adapt: withWrongDigests,
});

function withWrongDigests(adapters: Adapters): Adapters {
  return { ...adapters, spawner: { spawn: (request) => falsified(adapters.spawner.spawn(request)) } };
}

function falsified(spawned: SpawnedProcess): SpawnedProcess {
  return { ...spawned, onMessage: (listener) => spawned.onMessage((message) => listener(falsify(message))) };
}

/** Every digest in a message becomes another one. */
function falsify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(falsify);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'digest' && typeof member === 'string' ? flip(member) : falsify(member),
    ]),
  );
}

function flip(digest: string): string {
  const last = digest.endsWith('0') ? '1' : '0';
  return `${digest.slice(0, -1)}${last}`;
}
