/**
 * A node as a plain Node program: `--network <invitation file> --data <folder> [--name <name>] [--no-work] [--no-verify]`.
 * Started with a channel to its parent (the demo, tests, an app with neighbours), it answers that parent's calls.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reportOf } from '../domain/errors.js';
import { runHeadless } from './headless-run.js';
import { readInvitationFile } from './network/invitation-file.js';

const { values } = parseArgs({
  options: {
    network: { type: 'string' },
    data: { type: 'string' },
    name: { type: 'string' },
    'no-work': { type: 'boolean', default: false },
    'no-verify': { type: 'boolean', default: false },
  },
});

try {
  if (!values.network || !values.data)
    throw new Error('Say which network to join and where to keep this node: --network <file> --data <folder>');
  await runHeadless({
    network: await readInvitationFile(values.network),
    data: values.data,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    ...(values.name && { name: values.name }),
    roles: { request: true, work: !values['no-work'], verify: !values['no-verify'] },
  });
} catch (thrown) {
  process.stderr.write(`${reportOf(thrown).message}\n`);
  process.exitCode = 1;
}
