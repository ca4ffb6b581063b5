import { expect, test } from 'vitest';
import { alice, bob, connect, make, makeFolder, open, read, send, stranger } from './networks.js';

test('a new network opens, moves money, and goes on after a reopening', async () => {
  const folder = await makeFolder();
  const network = await open(folder);
  expect(network).toMatchObject({ isNew: true, head: 1 });
  const api = await connect(network.endpoint);
  expect(api.genesisHash.toHex()).toBe(network.genesisHash);
  expect(api.runtimeVersion.specName.toString()).toBe('corehour');

  const carol = stranger('carol').address;
  const result = await send(make(api, 'balances', 'transferKeepAlive', carol, 5_000_000n), alice);
  expect(result.isInBlock || result.isFinalized).toBe(true);
  expect(result.dispatchError).toBeUndefined();
  expect((await read(api, 'system', 'account', carol)).toJSON()).toMatchObject({ data: { free: 5_000_000 } });
  expect((await read(api, 'sudo', 'key')).toString()).toBe(alice.address);
  await api.disconnect();
  await network.close();

  const began = performance.now();
  const again = await open(folder);
  process.stdout.write(`reopened in ${Math.round(performance.now() - began)} ms\n`);
  expect(again.isNew).toBe(false);
  expect(again.genesisHash).toBe(network.genesisHash);
  expect(again.endpoint.split('/').at(-1)).toBe(network.endpoint.split('/').at(-1));
  const api2 = await connect(again.endpoint);
  expect((await read(api2, 'system', 'account', carol)).toJSON()).toMatchObject({ data: { free: 5_000_000 } });
  await send(make(api2, 'balances', 'transferKeepAlive', carol, 1_000_000n), bob);
  await send(make(api2, 'balances', 'transferKeepAlive', carol, 1_000_000n), alice);
  expect((await read(api2, 'system', 'account', carol)).toJSON()).toMatchObject({ data: { free: 7_000_000 } });
});
