import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Metadata, TypeRegistry } from '@polkadot/types';
import { compactStripLength, hexToU8a, u8aToHex } from '@polkadot/util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sourceHash } from '../../chain/source-hash.mjs';
import { acquireChopsticks, releaseChopsticks } from '../../main/workers/chain/chopsticks.js';
import { connect, makeFolder, open } from '../main/chain-process/networks.js';
import { RpcClient } from '../main/chain-process/rpc-client.js';

const description = z
  .object({
    specName: z.string(),
    specVersion: z.number(),
    sha256: z.string(),
    sourceSha256: z.string(),
    metadataSha256: z.string(),
  })
  .parse(JSON.parse(await readFile('assets/chain/corehour.json', 'utf8')));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('the built runtime is the one that is described', async () => {
  expect(sha256(await readFile('assets/chain/corehour.wasm'))).toBe(description.sha256);
});

test('the built runtime was built from these sources', () => {
  expect(sourceHash(), 'run npm run chain:build and commit what it wrote').toBe(description.sourceSha256);
});

/** What the built runtime says of itself before there is any state. */
async function builtMetadata(): Promise<Uint8Array> {
  const core = await acquireChopsticks();
  try {
    const wasm = u8aToHex(await readFile('assets/chain/corehour.wasm'));
    const quietly = { mockSignatureHost: false, allowUnresolvedImports: false, runtimeLogLevel: 0 };
    const nothing = { ...core.emptyTaskHandler, getStorage: async () => undefined };
    const answer = await core.runTask({ wasm, calls: [['Metadata_metadata', []]], ...quietly }, nothing);
    if (!('Call' in answer)) throw new Error(answer.Error);
    return compactStripLength(hexToU8a(answer.Call.result))[1];
  } finally {
    await releaseChopsticks(core);
  }
}

const storage = z.looseObject({ items: z.array(z.looseObject({ fallback: z.string() })) });
const described = z.looseObject({ pallets: z.array(z.looseObject({ storage: storage.nullable() })) });

/** An entry's default may be read from the state (one of revive's follows the fee multiplier), so it does not count. */
function withoutDefaults(metadata: Uint8Array): unknown {
  const { pallets, ...rest } = described.parse(new Metadata(new TypeRegistry(), metadata).asLatest.toJSON());
  const named = pallets.map((pallet) => ({
    ...pallet,
    storage: pallet.storage?.items.map(({ fallback: _fallback, ...item }) => item),
  }));
  return { ...rest, pallets: named };
}

test('the metadata is the one that is described, and what a running chain serves', async () => {
  const metadata = await builtMetadata();
  expect(sha256(metadata)).toBe(description.metadataSha256);
  const network = await open(await makeFolder());
  const { result } = await (await RpcClient.open(network.endpoint)).ask('state_getMetadata');
  expect(withoutDefaults(hexToU8a(String(result)))).toEqual(withoutDefaults(metadata));
});

test('a running chain has the name and version of the description', async () => {
  const network = await open(await makeFolder());
  const api = await connect(network.endpoint);
  expect(api.runtimeVersion.specName.toString()).toBe(description.specName);
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(description.specVersion);
});
