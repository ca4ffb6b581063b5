/**
 * Puts the contracts on any chain with pallet-revive and writes its profile: `--endpoint <ws address> --phrase <file>
 * --name <name> [--kind native|public] [--symbol DOT --decimals 10] [--invitations <count>] --out <folder>`.
 * The phrase's account pays, owns the parameters, receives the platform's fees and signs invitations.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, reportOf } from '../domain/errors.js';
import type { NetworkProfile } from '../domain/wire/profile.js';
import type { Log } from './adapters.js';
import { connect, genesisHashOf } from './chain/connection.js';
import { Contracts } from './chain/contracts.js';
import { Submitter } from './chain/submit.js';
import { deploy } from './network/deploy.js';
import { makeInvitation, registrarAddress, registrarSecret } from './network/invite.js';
import { readArgs } from './read-args.js';
import { importPhrase } from './wallet/key.js';

const { values } = readArgs({
  options: {
    endpoint: { type: 'string' },
    phrase: { type: 'string' },
    name: { type: 'string' },
    kind: { type: 'string', default: 'native' },
    symbol: { type: 'string', default: 'UNIT' },
    decimals: { type: 'string', default: '9' },
    invitations: { type: 'string', default: '0' },
    out: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const silent: Log = { debug: () => {}, info: () => {}, warn: say, error: say, in: () => silent };

try {
  await run();
} catch (thrown) {
  process.stderr.write(`${reportOf(thrown).message}\n`);
  process.exitCode = 1;
}

function given(name: 'endpoint' | 'phrase' | 'name' | 'out'): string {
  const value = values[name];
  if (!value)
    throw new AppError('input.malformed', `Say --${name}; all of --endpoint, --phrase, --name and --out are needed.`);
  return value;
}

async function run(): Promise<void> {
  const [endpoint, name, out] = [given('endpoint'), given('name'), resolve(given('out'))];
  const key = await importPhrase(await readFile(given('phrase'), 'utf8'));
  const kind = values.kind === 'public' ? 'public' : 'native';
  const line = { name, endpoints: [endpoint], genesisHash: await genesisHashOf(endpoint) };
  const connection = await connect(line, silent);
  const secret = registrarSecret(key);
  const compiled = join(root, 'contracts', 'compiled');
  const deployed = await deploy({
    connection,
    pair: key.pair,
    registrar: registrarAddress(secret),
    files: { compiled, parameters: join(root, 'contracts', 'parameters.json') },
    kind,
    onStep: (contract, done, all) => say(`contract ${done} of ${all}: ${contract}`),
  });
  const profile: NetworkProfile = {
    version: 1,
    kind,
    ...line,
    ...deployed,
    asset: { symbol: values.symbol, decimals: Number(values.decimals) },
    hosted: false,
    bootstrapPeers: [],
  };
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'profile.json'), `${JSON.stringify({ network: profile }, null, 2)}\n`);
  const contracts = new Contracts(profile.contracts, new Submitter(connection, key.pair));
  for (let number = 1; number <= Number(values.invitations); number += 1) {
    const file = { network: profile, invitation: await makeInvitation(secret, contracts) };
    await writeFile(join(out, `invitation-${number}.json`), `${JSON.stringify(file, null, 2)}\n`);
  }
  say(`${name} is ready. Its profile lies in ${join(out, 'profile.json')}`);
  await connection.dispose();
}
