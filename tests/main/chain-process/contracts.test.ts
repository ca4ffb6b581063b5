import { expect, test } from 'vitest';
import { alice, connect, make, makeFolder, open, send, stranger } from './networks.js';
import { RpcClient } from './rpc-client.js';

/** Starts its slot 0 at 41; every call adds one and returns the sum. */
const COUNTER = '0x6029600055601280601060003960' + '00f36000546001018060005560005260206000f3';
const WEIGHT = { refTime: 500_000_000_000n, proofSize: 10_000_000n };
const word = (value: number): string => `0x${value.toString(16).padStart(64, '0')}`;

test('an EVM contract keeps its storage over a reopening, and a welcomed account may call it', async () => {
  const folder = await makeFolder();
  const first = await open(folder);
  const api = await connect(first.endpoint);
  const deployed = await send(
    make(api, 'revive', 'instantiateWithCode', 0, WEIGHT, 10n ** 12n, COUNTER, '0x', null),
    alice,
  );
  expect(deployed.dispatchError?.toHuman()).toBeUndefined();
  const instantiated = deployed.events.find(({ event }) => event.method === 'Instantiated');
  const contract = String(instantiated?.event.data[1]);
  const view = async (client: typeof api): Promise<string> => {
    const outcome = await client.call['reviveApi']?.['call']?.(alice.address, contract, 0, null, null, '0x');
    const answer = outcome?.toJSON() as { result: { ok: { data: string } } } | undefined;
    return String(answer?.result.ok.data);
  };
  expect(await view(api)).toBe(word(42));

  const guest = stranger('guest');
  await (await RpcClient.open(first.endpoint)).ask('network_welcome', guest.address);
  const called = await send(make(api, 'revive', 'call', contract, 0, WEIGHT, 10n ** 12n, '0x'), guest);
  expect(called.dispatchError?.toHuman()).toBeUndefined();
  expect(await view(api)).toBe(word(43));
  await api.disconnect();
  await first.close();

  const again = await open(folder);
  const later = await connect(again.endpoint);
  expect(await view(later)).toBe(word(43));
  const more = await send(make(later, 'revive', 'call', contract, 0, WEIGHT, 10n ** 12n, '0x'), alice);
  expect(more.dispatchError?.toHuman()).toBeUndefined();
  expect(await view(later)).toBe(word(44));
});
