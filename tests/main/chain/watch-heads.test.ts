/** Which blocks a watcher reads, when the answers of a line come in an order that no real line can be made to keep. */
import { setImmediate as turn } from 'node:timers/promises';
import type { ApiPromise } from '@polkadot/api';
import { expect, test } from 'vitest';
import { CONTRACT_NAMES, type NetworkProfile } from '../../../domain/wire/profile.js';
import type { Hex } from '../../../domain/identity.js';
import type { Connection } from '../../../main/chain/connection.js';
import { watch } from '../../../main/chain/watch.js';
import { silentLog, systemClock } from '../../chain/test-network.js';

const NOBODY: Hex = `0x${'0'.repeat(40)}`;
const CONTRACTS = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, NOBODY])) as NetworkProfile['contracts'];

/** A line that serves empty blocks; the test tells heads and breaks, and answers for the height when it wants to. */
class Line {
  tellHead: (height: number) => void = () => undefined;
  comeBack: () => void = () => undefined;
  answerHeight: (height: number) => void = () => undefined;

  readonly connection = {
    isConnected: () => true,
    assertSameNetwork: async () => undefined,
    onConnected: (listener: () => void) => {
      this.comeBack = listener;
      return () => undefined;
    },
    api: {
      at: async () => ({ query: { system: { events: async () => [] } } }),
      rpc: {
        chain: {
          getBlockHash: async () => '0x',
          getBlock: async () => ({ block: { extrinsics: [] } }),
          getFinalizedHead: async () => '0x',
          getHeader: () =>
            new Promise((resolve) => {
              this.answerHeight = (height) => resolve(headerOf(height));
            }),
          subscribeFinalizedHeads: async (listener: (header: object) => void) => {
            this.tellHead = (height) => listener(headerOf(height));
            return () => undefined;
          },
        },
      },
    } as unknown as ApiPromise,
  } as unknown as Connection;
}

const headerOf = (height: number): object => ({ number: { toNumber: () => height } });

async function settle(): Promise<void> {
  for (let turns = 0; turns < 50; turns += 1) await turn();
}

test('a height asked for before a head was told, and answered after it, takes nothing back', async () => {
  const line = new Line();
  const told: number[] = [];
  const stop = await watch({
    connection: line.connection,
    contracts: CONTRACTS,
    after: 0,
    onBlock: async ({ number }) => void told.push(number),
    clock: systemClock,
    log: silentLog,
  });
  line.comeBack();
  await settle();
  line.tellHead(3);
  line.answerHeight(2);
  await settle();
  expect(told).toEqual([1, 2, 3]);
  await stop();
});
