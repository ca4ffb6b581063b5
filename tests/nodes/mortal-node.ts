/**
 * A headless node that ends itself as `kill -9` would at the first journal arrow of a list:
 * `--die before:open:claim,after:close:claim`. The arrow it died at lies in `died-at` of its folder afterwards.
 * Where steps may be pushed by several, the one started with `--keeper` does so at once and the others as good as never.
 */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { minutes, seconds } from '../../domain/units.js';
import { invitationFile } from '../../domain/wire/profile.js';
import { runHeadless } from '../../main/headless-run.js';
import type { JournalProbe } from '../../main/journal/journal.js';
import { ROOT } from '../../scripts/local/program.js';

const { values } = parseArgs({
  options: {
    network: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    die: { type: 'string', default: '' },
    keeper: { type: 'boolean', default: false },
    'no-work': { type: 'boolean', default: false },
    'no-verify': { type: 'boolean', default: false },
  },
});
const { data } = values;
const arrows = new Set(values.die.split(','));
const push = values.keeper ? seconds(0) : minutes(24 * 60);

const dieAtArrow: JournalProbe = (moment, type, kind) => {
  const arrow = `${moment}:${type}:${kind}`;
  if (!arrows.has(arrow)) return;
  writeFileSync(join(data, 'died-at'), arrow);
  process.kill(process.pid, 'SIGKILL');
};

await runHeadless({
  network: invitationFile.parse(JSON.parse(await readFile(values.network, 'utf8'))),
  data,
  name: values.name,
  root: ROOT,
  roles: { request: true, work: !values['no-work'], verify: !values['no-verify'] },
  pace: { claim: seconds(0), party: push, bystander: push, retry: seconds(1) },
  // A random part of a long wait could still be a short one.
  adapt: (adapters) => ({ ...adapters, random: { ...adapters.random, fraction: () => 1 - Number.EPSILON } }),
  journalProbe: dieAtArrow,
});
