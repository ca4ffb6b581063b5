import { EventEmitter, once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ApiPromise } from '@polkadot/api';
import type { Network } from '../../../main/workers/chain/open.js';
import { alice, bob, connect, make, makeFolder, open, read, send, stranger } from './networks.js';
import { RpcClient } from './rpc-client.js';
import { SteppedClock } from './stepped-clock.js';

const START = Date.UTC(2030, 0, 1);

describe('with a clock that stands still', () => {
  const clock = new SteppedClock(START);
  const blocks = new EventEmitter();
  let network: Network;
  let api: ApiPromise;
  let client: RpcClient;
  const sealed = async (number: number): Promise<void> => {
    while (network.status().head < number) await once(blocks, 'block');
  };
  /** A view goes behind any block that is due: after it, a block that was due is sealed. */
  let views = 0;
  const settle = (): Promise<unknown> => {
    views += 1;
    return client.ask('state_call', 'AccountNonceApi_account_nonce', `0x${views.toString(16).padStart(64, '0')}`);
  };

  /** Lets the empty blocks that are owed come, and the pause after them pass. */
  const rest = async (): Promise<void> => {
    for (let block = 0; block < 3; block += 1) {
      await settle();
      clock.advance(250);
    }
    await settle();
  };

  beforeAll(async () => {
    network = await open(await makeFolder(), { clock });
    api = await connect(network.endpoint);
    client = await RpcClient.open(network.endpoint);
    await api.rpc.chain.subscribeFinalizedHeads(() => void blocks.emit('block'));
  });

  test('a block waits 250 ms for the last, holds all that is ready, and two empty blocks follow it', async () => {
    const nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const done = Promise.all([
      send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice, nonce),
      send(make(api, 'balances', 'transferKeepAlive', bob.address, 2n), alice, nonce + 1),
      send(make(api, 'balances', 'transferKeepAlive', alice.address, 3n), bob),
    ]);
    while ((await api.rpc.author.pendingExtrinsics()).length < 3) await settle();
    expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(nonce + 2);
    clock.advance(249);
    await settle();
    expect(network.status().head).toBe(1);

    clock.advance(1);
    const results = await done;
    expect(new Set(results.map((result) => result.status.asFinalized.toHex())).size).toBe(1);
    expect(network.status().head).toBe(2);
    await settle();
    expect(network.status().head).toBe(2);
    for (const number of [3, 4]) {
      clock.advance(250);
      await sealed(number);
      expect((await api.rpc.chain.getBlock()).block.extrinsics).toHaveLength(1);
    }
    await settle();
    clock.advance(250);
    await settle();
    expect(network.status().head).toBe(4);
  });

  test('a transaction that another of its block makes invalid is dropped alone', async () => {
    const frieda = stranger('frieda');
    await send(make(api, 'balances', 'transferKeepAlive', frieda.address, 5_000_000n), alice);
    const leaves = send(make(api, 'balances', 'transferAll', bob.address, false), frieda, 0);
    const comesLate = send(make(api, 'system', 'remark', '0x'), frieda, 1).catch((error: unknown) => String(error));
    const another = send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice);
    while ((await api.rpc.author.pendingExtrinsics()).length < 3) await settle();
    clock.advance(250);
    const [left, stayed] = await Promise.all([leaves, another]);
    expect(left.status.asFinalized.toHex()).toBe(stayed.status.asFinalized.toHex());
    expect(await comesLate).toContain('Invalid');
    expect(await api.rpc.author.pendingExtrinsics()).toHaveLength(0);
    await rest();
  });

  test('without transactions there is one block a minute', async () => {
    const { head } = network.status();
    clock.advance(59_000);
    await settle();
    expect(network.status().head).toBe(head);
    clock.advance(60_000);
    await sealed(head + 1);
    await rest();
    expect(network.status().head).toBe(head + 1);
  });

  test('chain time is the wall’s, and goes on when the wall’s goes back', async () => {
    const before = Number((await read(api, 'timestamp', 'now')).toString());
    expect(before).toBeGreaterThanOrEqual(START);
    expect(before).toBeLessThanOrEqual(clock.now());
    clock.setWall(-3_600_000);
    await rest();
    const { head } = network.status();
    const done = send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice);
    await done;
    await sealed(head + 1);
    expect(Number((await read(api, 'timestamp', 'now')).toString())).toBe(before + 1);
  });
});

describe('bad transactions', () => {
  let network: Network;
  let api: ApiPromise;
  let client: RpcClient;
  beforeAll(async () => {
    network = await open(await makeFolder());
    api = await connect(network.endpoint);
    client = await RpcClient.open(network.endpoint);
  });

  test('are refused at submission in the words of a Substrate node', async () => {
    const used = await make(api, 'balances', 'transferKeepAlive', bob.address, 1n).signAsync(alice, { nonce: 0 });
    await send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice, 0);
    const unknown = await make(api, 'system', 'remark', '0x').signAsync(stranger('poor'), { nonce: 0 });
    const forged = `${used.toHex().slice(0, 100)}00${used.toHex().slice(102)}`;
    expect(await client.ask('author_submitExtrinsic', used.toHex())).toMatchObject({
      error: { code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated' },
    });
    expect(await client.ask('author_submitExtrinsic', forged)).toMatchObject({
      error: { code: 1010, data: 'Transaction has a bad signature' },
    });
    expect(await client.ask('author_submitExtrinsic', unknown.toHex())).toMatchObject({ error: { code: 1010 } });
    expect(await client.ask('author_submitExtrinsic', '0x1234')).toMatchObject({ error: { code: 1001 } });
    expect(await client.ask('author_submitExtrinsic', 7)).toMatchObject({ error: { code: -32602 } });
  });

  test('with a nonce too high wait for the one before; a second with the same nonce is refused', async () => {
    const nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const later = send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice, nonce + 1);
    while ((await api.rpc.author.pendingExtrinsics()).length < 1) await client.ask('state_call', 'Core_version', '0x');
    const same = await make(api, 'balances', 'transferKeepAlive', bob.address, 9n).signAsync(alice, {
      nonce: nonce + 1,
    });
    expect(await client.ask('author_submitExtrinsic', same.toHex())).toMatchObject({ error: { code: 1014 } });
    const first = await send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice, nonce);
    expect((await later).isFinalized).toBe(true);
    expect(first.isFinalized).toBe(true);
  });

  test('that fail when they run are in a block, and the queue goes on', async () => {
    const failed = await send(make(api, 'balances', 'transferKeepAlive', bob.address, 10n ** 30n), alice);
    expect(failed.dispatchError).toBeDefined();
    expect(
      (await send(make(api, 'balances', 'transferKeepAlive', bob.address, 1n), alice)).dispatchError,
    ).toBeUndefined();
  });
});
