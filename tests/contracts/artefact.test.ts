import { readFile, readdir } from 'node:fs/promises';
import type { Abi } from 'viem';
import { describe, expect, test } from 'vitest';
import { sourceHash } from '../../contracts/scripts/source-hash.mjs';
import { CONTRACT_NAMES } from '../../domain/wire/profile.js';
import { CONTRACT_ABIS } from '../../main/chain/contracts.js';
import { errorsAbi } from '../../main/chain/contracts.gen.js';
import { versionOf } from '../../main/network/deploy.js';

const COMPILED = 'contracts/compiled';
const LARGEST_BYTES = 20 * 1024;
const STALE = 'run npm run compile in contracts/ and commit what it wrote';

const fileOf = (name: string): string => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}.json`;

interface Artefact {
  readonly abi: Abi;
  readonly bytecode: string;
}

async function readArtefact(name: string): Promise<Artefact> {
  return JSON.parse(await readFile(`${COMPILED}/${fileOf(name)}`, 'utf8')) as Artefact;
}

/** Without the compiler's own names of types, which nobody reads. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'internalType' ? undefined : inner)));
}

test('the compiled contracts are those of these sources', async () => {
  expect(await versionOf(COMPILED), STALE).toBe(`0x${sourceHash()}`);
});

test('there is one compiled file for each contract of a network, and no other', async () => {
  expect((await readdir(COMPILED)).sort()).toEqual([...CONTRACT_NAMES.map(fileOf), 'sources.json'].sort());
});

describe.each(CONTRACT_NAMES)('%s', (name) => {
  test('the client speaks its interface', async () => {
    expect(plain((await readArtefact(name)).abi), STALE).toEqual(plain(CONTRACT_ABIS[name]));
  });

  test('every error it may revert with has a name here', async () => {
    const { abi } = await readArtefact(name);
    const known = errorsAbi.map((error) => JSON.stringify(plain(error)));
    for (const error of abi.filter(({ type }) => type === 'error'))
      expect(known).toContain(JSON.stringify(plain(error)));
  });

  test('it is small enough to deploy anywhere', async () => {
    const { bytecode } = await readArtefact(name);
    // What stays on chain is shorter still: this holds the constructor as well.
    expect((bytecode.length - 2) / 2).toBeLessThanOrEqual(LARGEST_BYTES);
  });
});

/** Names in the order of the enum, which is the order in which values are given at deployment. */
async function enumNames(): Promise<string[]> {
  const source = await readFile('contracts/interfaces/IParameters.sol', 'utf8');
  const body = /enum Parameter \{([^}]*)\}/.exec(source)?.[1] ?? '';
  return body.split(',').map((name) => name.trim());
}

test('every parameter has a default, in the order of the enum, and a local network overrides only known ones', async () => {
  const sets = JSON.parse(await readFile('contracts/parameters.json', 'utf8')) as {
    default: Record<string, number>;
    local: Record<string, number>;
  };
  const names = await enumNames();
  expect(names.length).toBeGreaterThan(0);
  expect(Object.keys(sets.default)).toEqual(names);
  for (const name of Object.keys(sets.local)) expect(names).toContain(name);
  for (const value of [...Object.values(sets.default), ...Object.values(sets.local)]) {
    expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
  }
});
