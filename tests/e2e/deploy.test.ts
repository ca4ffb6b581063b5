import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invitationFile } from '../../domain/wire/profile.js';
import { fileSecrets } from '../../main/wallet/file-secrets.js';
import { readKey } from '../../main/wallet/key.js';
import { type LocalNetwork, startNetwork } from '../../scripts/local/network.js';
import { ROOT, startProgram } from '../../scripts/local/program.js';

let folder: string;
let network: LocalNetwork;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-deploy-'));
  network = await startNetwork(join(folder, 'network'), 0);
});

afterAll(async () => {
  await network.program.stop();
  await rm(folder, { recursive: true, force: true });
});

async function deploy(endpoint: string, phrase: string): Promise<{ code: number | null; said: string }> {
  const out = join(folder, 'out');
  const args = ['--endpoint', endpoint, '--phrase', phrase, '--name', 'Elsewhere', '--invitations', '1', '--out', out];
  const { child } = startProgram(join(ROOT, 'out/main/network-deploy.js'), args);
  let said = '';
  child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

test('the contracts go onto a chain that runs already, and the profile says where they are', async () => {
  const key = await readKey(join(folder, 'network', 'network-key'), fileSecrets());
  const phrase = join(folder, 'phrase');
  await writeFile(phrase, key?.exportPhrase() ?? '');
  const { code, said } = await deploy(network.profile.endpoints[0] ?? '', phrase);
  expect(code, said).toBe(0);
  const file = invitationFile.parse(JSON.parse(await readFile(join(folder, 'out', 'invitation-1.json'), 'utf8')));
  expect(file.network.genesisHash).toBe(network.profile.genesisHash);
  expect(file.network.contractsVersion).toBe(network.profile.contractsVersion);
  expect(file.network.contracts.registry).not.toBe(network.profile.contracts.registry);
  expect(file.invitation).toBeDefined();
});

test('a wrong phrase gets its sentence', async () => {
  const phrase = join(folder, 'wrong');
  await writeFile(phrase, 'correct horse battery staple');
  expect(await deploy('ws://127.0.0.1:1', phrase)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/12 or 24 words/) as string,
  });
});
