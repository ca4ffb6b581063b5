import { expect, test } from 'vitest';
import type { ApiPromise } from '@polkadot/api';
import { u8aToHex } from '@polkadot/util';
import { EVENTS_KEY } from '../../../main/workers/chain/history.js';
import { alice, bob, connect, make, makeFolder, open, read, send } from './networks.js';
import { RpcClient } from './rpc-client.js';
import { hastyClock } from './stepped-clock.js';

/** The simplest watcher that resumes: every finalized block in order by number, each with its events. */
class Watcher {
  readonly seen: { number: number; hash: string; events: string }[] = [];

  async catchUp(api: ApiPromise): Promise<void> {
    const head = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
    for (let number = (this.seen.at(-1)?.number ?? 0) + 1; number <= head; number += 1) {
      const hash = (await api.rpc.chain.getBlockHash(number)).toHex();
      const events = await api.rpc.state.getStorage(EVENTS_KEY, hash);
      this.seen.push({ number, hash, events: String(events) });
    }
  }
}

test('fifty blocks missed across a reopening reach a watcher once each, in order', async () => {
  const folder = await makeFolder();
  const watcher = new Watcher();
  const first = await open(folder);
  const before = await connect(first.endpoint);
  await send(make(before, 'balances', 'transferKeepAlive', bob.address, 1n), alice);
  await watcher.catchUp(before);
  const seenBefore = watcher.seen.length;
  await before.disconnect();
  await first.close();

  const unwatched = await open(folder, { clock: hastyClock });
  const sender = await connect(unwatched.endpoint);
  const start = unwatched.status().head;
  let moved = 0;
  while (unwatched.status().head < start + 50) {
    if (moved < 3)
      moved += (await send(make(sender, 'balances', 'transferKeepAlive', bob.address, 7n), alice)).isFinalized ? 1 : 0;
    else await sender.rpc.state.call('Core_version', '0x');
  }
  await sender.disconnect();
  await unwatched.close();

  const again = await open(folder);
  const after = await connect(again.endpoint);
  await watcher.catchUp(after);
  expect(watcher.seen.length).toBeGreaterThanOrEqual(seenBefore + 50);
  expect(watcher.seen.map(({ number }) => number)).toEqual(watcher.seen.map((_, index) => index + 1));
  expect(new Set(watcher.seen.map(({ hash }) => hash)).size).toBe(watcher.seen.length);
  const sevens = watcher.seen.filter(({ events }) => events.includes(`07${'00'.repeat(15)}`));
  expect(sevens).toHaveLength(3);

  // The chain of headers holds, and a block's body is there with its events.
  const at = watcher.seen[10];
  const block = await after.rpc.chain.getBlock(at?.hash);
  expect(block.block.header.parentHash.toHex()).toBe(watcher.seen[9]?.hash);
  expect(block.block.header.hash.toHex()).toBe(at?.hash);
  const historic = await after.at(at?.hash ?? '');
  expect((await read(historic, 'system', 'events')).toJSON()).not.toEqual([]);
});

test('state of blocks of this opening is theirs; older state is refused, never the head’s', async () => {
  const folder = await makeFolder();
  const first = await open(folder);
  const api = await connect(first.endpoint);
  const free = async (hash?: string): Promise<bigint> => {
    const state = hash === undefined ? api : await api.at(hash);
    const account = (await read(state, 'system', 'account', bob.address)).toJSON() as {
      data: { free: string | number };
    };
    return BigInt(account.data.free);
  };
  const hashes: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const result = await send(make(api, 'balances', 'transferKeepAlive', bob.address, 1_000n), alice);
    hashes.push(result.status.asFinalized.toHex());
  }
  const last = await free();
  expect(await Promise.all(hashes.map(free))).toEqual([last - 2_000n, last - 1_000n, last]);
  // A view on a block of this opening sees that block's state as well.
  const nonceAt = (hash: string) =>
    api.rpc.state.call('AccountNonceApi_account_nonce', u8aToHex(alice.addressRaw), hash);
  expect((await nonceAt(hashes[0] ?? '')).toHex()).toBe('0x01000000');
  expect((await nonceAt(hashes[2] ?? '')).toHex()).toBe('0x03000000');
  await api.disconnect();
  await first.close();

  const again = await open(folder);
  const client = await RpcClient.open(again.endpoint);
  const key = '0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac';
  const refused = { error: { code: -32011, data: { code: 'chain.pruned' } } };
  expect(await client.ask('state_getStorage', key, hashes[0])).toMatchObject(refused);
  expect(await client.ask('state_getKeysPaged', '0x', 10, null, hashes[0])).toMatchObject(refused);
  expect(await client.ask('state_queryStorageAt', [key], hashes[0])).toMatchObject(refused);
  expect(await client.ask('childstate_getStorage', key, key, hashes[0])).toMatchObject(refused);
  expect(
    await client.ask('state_call', 'AccountNonceApi_account_nonce', `0x${'00'.repeat(32)}`, hashes[0]),
  ).toMatchObject(refused);
  expect((await client.ask('state_getStorage', EVENTS_KEY, hashes[0])).result).toMatch(/^0x/);
  expect((await client.ask('state_getStorage', key)).result).toMatch(/^0x/);
  expect(await client.ask('state_getStorage', key, `0x${'ab'.repeat(32)}`)).toMatchObject({
    error: { code: -32012, data: { code: 'chain.refused' } },
  });
});
