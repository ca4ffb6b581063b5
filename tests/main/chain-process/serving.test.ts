import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Network } from '../../../main/workers/chain/open.js';
import { alice, bob, connect, make, makeFolder, open, read, send, stranger } from './networks.js';
import { RpcClient } from './rpc-client.js';

let network: Network;
let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
  network = await open(folder);
});

/** How the server answers an attempt to connect. */
function statusOf(url: string, origin?: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, origin === undefined ? {} : { origin });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode);
      socket.terminate();
    });
    socket.on('error', () => undefined);
    socket.on('open', () => {
      resolve(101);
      socket.close();
    });
  });
}

test('the door opens only to who knows the token, and to no page of a browser', async () => {
  const { port } = new URL(network.endpoint);
  expect(await statusOf(network.endpoint)).toBe(101);
  expect(await statusOf(`ws://127.0.0.1:${port}/`)).toBe(401);
  expect(await statusOf(`${network.endpoint}x`)).toBe(401);
  expect(await statusOf(network.endpoint, 'http://127.0.0.1')).toBe(403);
});

test('secrets are readable by their user alone', async () => {
  for (const name of ['steward.key', 'token']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
  expect((await readdir(folder)).sort()).toEqual(['state', 'steward.key', 'token']);
});

test('only the allow-list is served', async () => {
  const client = await RpcClient.open(network.endpoint);
  for (const method of ['dev_setStorage', 'dev_newBlock', 'author_insertKey', 'toString', '__proto__']) {
    expect(await client.ask(method, [])).toMatchObject({ error: { code: -32601 } });
  }
  const { result } = (await client.ask('rpc_methods')) as { result: { methods: string[] } };
  expect(result.methods).toContain('state_call');
  expect(result.methods.filter((method) => method.startsWith('dev_'))).toEqual([]);
  expect(await client.ask('state_getStorage', 'abc')).toMatchObject({ error: { code: -32602 } });
});

test('the fifth view that waits is refused, equal views run once, cheap calls pass', async () => {
  const client = await RpcClient.open(network.endpoint);
  const views = [1, 2, 3, 4, 5].map((index) =>
    client.ask('state_call', 'AccountNonceApi_account_nonce', `0x${`0${index}`.repeat(32)}`),
  );
  expect((await client.ask('system_health')).result).toBeDefined();
  const answers = await Promise.all(views);
  expect(answers.slice(0, 4).map((answer) => answer.result)).toEqual(Array(4).fill('0x00000000'));
  expect(answers[4]).toMatchObject({ error: { code: -32010, data: { code: 'chain.busy' } } });

  const others = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => RpcClient.open(network.endpoint)));
  const began = performance.now();
  const same = await Promise.all(
    others.map((other) => other.ask('state_call', 'AccountNonceApi_account_nonce', `0x${'77'.repeat(32)}`)),
  );
  const together = performance.now() - began;
  expect(same.map((answer) => answer.result)).toEqual(Array(8).fill('0x00000000'));
  process.stdout.write(`eight equal views took ${Math.round(together)} ms\n`);
});

test('each new account is welcomed once, and may then act', async () => {
  const client = await RpcClient.open(network.endpoint);
  const api = await connect(network.endpoint);
  const dora = stranger('dora');
  const emil = stranger('emil');
  const [first, second, other] = await Promise.all([
    client.ask('network_welcome', dora.address),
    client.ask('network_welcome', dora.address),
    client.ask('network_welcome', emil.address),
  ]);
  expect(first).toMatchObject({ result: { given: true, block: expect.stringMatching(/^0x/) } });
  expect(second).toEqual({ ...second, result: first.result });
  expect(other).toMatchObject({ result: { given: true } });
  expect(await client.ask('network_welcome', dora.address)).toMatchObject({ result: { given: false } });
  expect(await client.ask('network_welcome', alice.address)).toMatchObject({ result: { given: false } });
  expect(await client.ask('network_welcome', 'nobody')).toMatchObject({ error: { code: -32602 } });

  expect((await send(make(api, 'system', 'remark', '0x01'), dora)).dispatchError).toBeUndefined();
  // Who gives it all away is not welcomed again, not even by another opening.
  await send(make(api, 'balances', 'transferAll', bob.address, false), emil);
  expect((await read(api, 'system', 'account', emil.address)).toJSON()).toMatchObject({ data: { free: 0 } });
  expect(await client.ask('network_welcome', emil.address)).toMatchObject({ result: { given: false } });
});

test('peers are known while they are connected', async () => {
  const [here, there] = await Promise.all([RpcClient.open(network.endpoint), RpcClient.open(network.endpoint)]);
  const peer = { address: '/ip4/127.0.0.1/tcp/4001', peerId: '12D3KooWtest' };
  expect((await there.ask('network_announce', peer.address, peer.peerId)).result).toBe(true);
  await there.ask('network_announce', peer.address, peer.peerId);
  expect((await here.ask('network_peers')).result).toEqual([peer]);
  expect(await there.ask('network_announce', 'http://x', 'y')).toMatchObject({ error: { code: -32602 } });
  for (let index = 1; index < 8; index += 1)
    await there.ask('network_announce', `${peer.address}${index}`, peer.peerId);
  expect(await there.ask('network_announce', '/ip4/10.0.0.1/tcp/1', peer.peerId)).toMatchObject({
    error: { code: -32010 },
  });
  await there.close();
  let left: unknown[] = [peer];
  while (left.length > 0) left = (await here.ask('network_peers')).result as unknown[];
});
