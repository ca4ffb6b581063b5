/** Real networks for tests: a folder each, the well-known keys endowed, everything closed and removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiDecoration, ApiOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import { Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Codec, ISubmittableResult } from '@polkadot/types/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { afterAll } from 'vitest';
import { type Network, type OpenOptions, openNetwork } from '../../../main/workers/chain/open.js';

export const RUNTIME_PATH = 'assets/chain/corehour.wasm';

await cryptoWaitReady();
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
/** Sudo of the test networks. */
export const alice = keyring.addFromUri('//Alice');
/** Endowed too. */
export const bob = keyring.addFromUri('//Bob');

/** A key that no network knows. */
export function stranger(name: string): KeyringPair {
  return keyring.addFromUri(`//stranger//${name}`);
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** Closes `thing` after the file's tests. */
export function disposeLater(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** An empty folder of its own. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-chain-'));
  disposeLater(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What a test network is opened with. */
export function optionsFor(folder: string): OpenOptions {
  return {
    folder,
    runtimePath: RUNTIME_PATH,
    chainName: 'Test',
    endowed: [alice.address, bob.address],
    port: 0,
    reach: 'this-computer' as const,
  };
}

export async function open(folder: string, more: Partial<OpenOptions> = {}): Promise<Network> {
  const network = await openNetwork({ ...optionsFor(folder), ...more });
  disposeLater(() => network.close());
  return network;
}

/** A polkadot.js client as the product uses it. */
export async function connect(endpoint: string): Promise<ApiPromise> {
  const api = await ApiPromise.create({ provider: new WsProvider(endpoint), noInitWarn: true } as ApiOptions);
  disposeLater(() => api.disconnect());
  return api;
}

/** A transaction by its pallet and name. */
export function make(
  api: ApiPromise,
  pallet: string,
  name: string,
  ...values: unknown[]
): SubmittableExtrinsic<'promise'> {
  const call = api.tx[pallet]?.[name];
  if (!call) throw new Error(`the runtime has no ${pallet}.${name}`);
  return call(...values);
}

/** What the state holds in an entry of a pallet. */
export function read(
  api: ApiPromise | ApiDecoration<'promise'>,
  pallet: string,
  entry: string,
  ...keys: unknown[]
): Promise<Codec> {
  const query = api.query[pallet]?.[entry];
  if (!query) throw new Error(`the runtime has no ${pallet}.${entry}`);
  return query(...keys);
}

/** Signs, sends, and settles with the result when the transaction is in a block. */
export function send(
  transaction: SubmittableExtrinsic<'promise'>,
  from: KeyringPair,
  nonce = -1,
): Promise<ISubmittableResult> {
  return new Promise((resolve, reject) => {
    transaction
      .signAndSend(from, { nonce }, (result) => {
        if (result.isFinalized) resolve(result);
        else if (result.isError) reject(new Error(`the transaction ended as ${result.status.type}`));
      })
      .catch(reject);
  });
}
