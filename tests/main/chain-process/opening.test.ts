import { expect, test } from 'vitest';
import { alice, bob, connect, makeFolder, open, optionsFor, send, stranger } from './networks.js';

test('a new network opens, moves money, and goes on after a reopening', async () => {
  const folder = await makeFolder();
  const network = await open(folder);
  expect(network).toMatchObject({ isNew: true, head: 1 });
  const api = await connect(network.endpoint);
  expect(api.genesisHash.toHex()).toBe(network.genesisHash);
  expect(api.runtimeVersion.specName.toString()).toBe('corehour');

  const carol = stranger('carol').address;
  const result = await send(api.tx.balances.transferKeepAlive(carol, 5_000_000n), alice);
  expect(result.isInBlock || result.isFinalized).toBe(true);
  expect(result.dispatchError).toBeUndefined();
  expect((await api.query.system.account(carol)).toJSON()).toMatchObject({ data: { free: 5_000_000 } });
  expect((await api.query.sudo.key()).toString()).toBe(alice.address);
  await api.disconnect();
  await network.close();

  const began = performance.now();
  const again = await open(folder);
  process.stdout.write(`reopened in ${Math.round(performance.now() - began)} ms\n`);
  expect(again.isNew).toBe(false);
  expect(again.genesisHash).toBe(network.genesisHash);
  expect(again.endpoint.split('/').at(-1)).toBe(network.endpoint.split('/').at(-1));
  const api2 = await connect(again.endpoint);
  expect((await api2.query.system.account(carol)).toJSON()).toMatchObject({ data: { free: 5_000_000 } });
  await send(api2.tx.balances.transferKeepAlive(carol, 1_000_000n), bob);
  await send(api2.tx.balances.transferKeepAlive(carol, 1_000_000n), alice);
  expect((await api2.query.system.account(carol)).toJSON()).toMatchObject({ data: { free: 7_000_000 } });
});
