/**
 * A headless node that cheats: whatever it is asked to compute, it hands over one and the same picture, with sizes and
 * digests that fit that picture, so that everything it says about its result is true but for its being the result.
 * It claims at once, and only once: later it is as slow as can be.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { minutes } from '../../domain/units.js';
import { invitationFile } from '../../domain/wire/profile.js';
import type { ChunkOutput } from '../../domain/wire/process.js';
import type { Adapters, SpawnedProcess } from '../../main/adapters.js';
import { runHeadless } from '../../main/headless-run.js';
import { ROOT } from '../../scripts/local/program.js';

const { values } = parseArgs({
  options: {
    network: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    die: { type: 'string' },
    'no-verify': { type: 'boolean' },
  },
});
const never = minutes(24 * 60);
let hasClaimed = false;
const picture = readFileSync(join(ROOT, 'assets', 'samples', 'dandelion.jpg'));
const lie = { size: picture.length, digest: `0x${createHash('sha256').update(picture).digest('hex')}` };

await runHeadless({
  network: invitationFile.parse(JSON.parse(await readFile(values.network, 'utf8'))),
  data: values.data,
  name: values.name,
  root: ROOT,
  roles: { request: true, work: true, verify: false },
  pace: { claim: never, party: never, bystander: never, retry: never },
  adapt: (adapters) => ({
    ...withOtherResults(adapters),
    random: { ...adapters.random, fraction: () => (hasClaimed ? 1 - Number.EPSILON : 0) },
  }),
  journalProbe: (_moment, type, kind) => {
    if (type === 'open' && kind === 'claim') hasClaimed = true;
  },
});

function withOtherResults(adapters: Adapters): Adapters {
  return { ...adapters, spawner: { spawn: (request) => corrupted(adapters.spawner.spawn(request)) } };
}

function corrupted(spawned: SpawnedProcess): SpawnedProcess {
  return { ...spawned, onMessage: (listener) => spawned.onMessage((message) => listener(replace(message))) };
}

/** Puts the picture where a computed chunk lies, wherever a message tells of one. */
function replace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replace);
  if (typeof value !== 'object' || value === null) return value;
  if (isChunk(value)) {
    writeFileSync(value.path, picture);
    return { ...value, ...lie };
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replace(member)]));
}

function isChunk(value: object): value is ChunkOutput {
  return 'index' in value && 'path' in value && 'digest' in value;
}
