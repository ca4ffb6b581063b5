/**
 * A node as a plain Node program: `--network <invitation file> --data <folder> [--name <name>] [--no-work] [--no-verify]`,
 * `[--phrase <file>]` to bring an account along, `[--order <file or folder> --to <folder> [--longest-side <pixels>]]` to
 * have photos resized, `--show-phrase --data <folder>` to see the account's words and leave.
 * Started with a channel to its parent (the demo, tests, an app with neighbours), it answers that parent's calls.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, reportOf } from '../domain/errors.js';
import { runHeadless } from './headless-run.js';
import { speak } from './headless-terminal.js';
import { readInvitationFile } from './network/invitation-file.js';
import { fileSecrets } from './wallet/file-secrets.js';
import { readArgs } from './read-args.js';
import { readKey } from './wallet/key.js';

const { values } = readArgs({
  options: {
    network: { type: 'string' },
    data: { type: 'string' },
    name: { type: 'string' },
    'no-work': { type: 'boolean', default: false },
    'no-verify': { type: 'boolean', default: false },
    phrase: { type: 'string' },
    'show-phrase': { type: 'boolean', default: false },
    order: { type: 'string', multiple: true },
    to: { type: 'string' },
    'longest-side': { type: 'string', default: '1600' },
  },
});

try {
  if (values['show-phrase']) await showPhrase(required('data'));
  else await run(required('network'), required('data'));
} catch (thrown) {
  process.stderr.write(`${reportOf(thrown).message}\n`);
  process.exitCode = 1;
}

function required(name: 'network' | 'data' | 'to'): string {
  const value = values[name];
  if (!value)
    throw new AppError(
      'input.malformed',
      `Say --${name}. A node needs --network <invitation file> and --data <folder>.`,
    );
  return value;
}

async function run(network: string, data: string): Promise<void> {
  const order = values.order && {
    kind: 'image_resize',
    paths: values.order,
    options: { longestSide: Number(values['longest-side']) },
    folder: required('to'),
  };
  const node = await runHeadless({
    network: await readInvitationFile(network),
    data,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    ...(values.name && { name: values.name }),
    ...(values.phrase && { phrase: await readPhrase(values.phrase) }),
    roles: { request: true, work: !values['no-work'], verify: !values['no-verify'] },
  });
  if (!process.send) speak(node, order);
}

async function showPhrase(data: string): Promise<void> {
  const key = await readKey(join(data, 'account.key'), fileSecrets());
  if (!key) throw new AppError('wallet.locked', `There is no account in ${data}. Start a node there first.`);
  process.stdout.write(`Whoever has these words has the account. Keep them on paper.\n${key.exportPhrase()}\n`);
}

async function readPhrase(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('input.file-changed', `There is no file ${path} with a phrase. Give its whole path.`, { cause });
  });
}
