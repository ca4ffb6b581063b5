/** The network's host is gone for a while, in the middle of a job: everybody waits, and goes on when it is back. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONTRACT_NAMES, type NetworkProfile } from '../../domain/wire/profile.js';
import type { Hex } from '../../domain/identity.js';
import { connect } from '../../main/chain/connection.js';
import { watch } from '../../main/chain/watch.js';
import { systemClock } from '../../main/headless-adapters.js';
import { startProxy } from '../chain/proxy.js';
import { silentLog } from '../chain/test-network.js';
import { ChainChild } from '../main/chain-process/child.js';
import * as chains from '../main/chain-process/networks.js';
import { expectBooksClosed, expectFilesOnce, expectStraight, finished, order, quiet, untilTask } from './outcome.js';
import { openTown } from './town.js';

const NOBODY: Hex = `0x${'0'.repeat(40)}`;
const CONTRACTS = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, NOBODY])) as NetworkProfile['contracts'];
const MISSED = 50;

it('a host killed in the middle of a job and started again', { timeout: 180_000 }, async () => {
  const town = await openTown({
    Ada: { flags: ['--no-work', '--no-verify'] },
    Ben: { flags: ['--no-verify'] },
    Cleo: { flags: ['--no-work', '--keeper'] },
  });
  try {
    const { Ada, Ben, Cleo } = town.people;
    const folder = join(town.folder, 'for Ada');
    await order(Ada.node, town.photos, folder);
    await untilTask(Ada, folder, 'claimed');
    await town.killHost();
    const reopened = await town.reopen();
    expect(reopened.profile).toEqual(town.network.profile);
    const job = await finished(Ada, folder, [Ada, Ben, Cleo]);
    expectStraight(job);
    await expectFilesOnce(job, town.photos);
    const everybody = [Ada, Ben, Cleo];
    await Promise.all(everybody.map(quiet));
    await expectBooksClosed(Ada, everybody);
    for (const { node } of everybody) expect(node.program.child.exitCode).toBeNull();
  } finally {
    await town.dispose();
  }
});

it('fifty blocks missed across a reopening reach a watcher once each and in order', { timeout: 180_000 }, async () => {
  const options = { ...chains.optionsFor(await chains.makeFolder()), endowed: [chains.alice.address] };
  const first = new ChainChild();
  const { endpoint, genesisHash, head } = await first.open(options);
  const proxy = await startProxy();
  chains.disposeLater(() => proxy.dispose());
  proxy.join(endpoint);
  const profile = { name: 'Test', endpoints: [proxy.through(endpoint)], genesisHash: genesisHash as Hex };
  const connection = await connect(profile, silentLog);
  const told: number[] = [];
  let look: () => void = () => undefined;
  const untilTold = (number: number): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if ((told.at(-1) ?? 0) >= number) resolve();
      };
      look();
    });
  const end = await watch({
    connection,
    contracts: CONTRACTS,
    after: head,
    onBlock: async ({ number }) => {
      told.push(number);
      look();
    },
    clock: systemClock,
    log: silentLog,
  });
  try {
    const direct = await chains.connect(endpoint);
    const makeBlock = async (): Promise<number> => {
      const { status } = await chains.send(
        chains.make(direct, 'balances', 'transferKeepAlive', chains.bob.address, 1_000_000_000_000n),
        chains.alice,
      );
      return (await direct.rpc.chain.getHeader(status.asFinalized)).number.toNumber();
    };
    await untilTold(await makeBlock());
    const seen = told.at(-1) ?? 0;
    proxy.cut();
    let height = seen;
    while (height < seen + MISSED) height = await makeBlock();
    await first.kill();
    const second = new ChainChild();
    await second.open({ ...options, port: Number(new URL(endpoint).port) });
    proxy.join(endpoint);
    await untilTold(height);
    expect(told.slice(0, height - head)).toEqual(Array.from({ length: height - head }, (_, index) => head + 1 + index));
  } finally {
    await end();
    await connection.dispose();
  }
});
