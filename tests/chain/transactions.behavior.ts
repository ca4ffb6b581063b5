/** How transactions fare: told when they fail, in the order of their calls, with weight to spare. */
import { encodeFunctionData } from 'viem';
import { expect, test } from 'vitest';
import type { Hex } from '../../domain/identity.js';
import { CONTRACT_ABIS } from '../../main/chain/contracts.js';
import type { Person } from './economy.js';
import type { Stage } from './lifecycle.behavior.js';

const SENT_AT_ONCE = 20;
const PLENTY = { refTime: 200_000_000_000n, proofSize: 10_000_000n };
const NO_DEPOSIT_LIMIT = 10n ** 18n;
const takeSeat = encodeFunctionData({ abi: CONTRACT_ABIS.registry, functionName: 'takeSeat' });

const numbered = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;
const offerOf = (number: number) =>
  ({ coreRateBps: 10_000, machineRateBps: 10_000, capabilities: 0n, benchmarkHash: numbered(number), engines: [] }) as const;

export function testTransactions({ economy, person }: Stage): void {
  const callWith = (who: Person, weight: typeof PLENTY) => {
    const { registry } = economy().network.profile.contracts;
    return who.submitter.sendExtrinsic('revive', 'call', [registry, 0, weight, NO_DEPOSIT_LIMIT, takeSeat], 'takeSeat');
  };

  test('a transaction that fails in its block is told, with the reason of the runtime', async () => {
    const failed = { code: 'chain.refused', data: { call: 'takeSeat', reason: 'dispatch' } };
    await expect(callWith(person('Ada'), PLENTY)).rejects.toMatchObject({
      ...failed,
      data: { ...failed.data, detail: 'revive.ContractReverted' },
    });
    await expect(callWith(person('Ada'), { ...PLENTY, refTime: 1_000_000n })).rejects.toMatchObject(failed);
    await person('Ada').contracts.send('registry', 'offer', [offerOf(0)]);
  });

  test(`${SENT_AT_ONCE} transactions sent at once by one account land in the order of their calls`, async () => {
    const eve = person('Eve');
    const { connection } = eve;
    const from = (await connection.api.rpc.chain.getHeader()).number.toNumber();
    const numbers = Array.from({ length: SENT_AT_ONCE }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => eve.contracts.send('registry', 'offer', [offerOf(number)])));
    const offered: string[] = [];
    const to = (await connection.api.rpc.chain.getHeader()).number.toNumber();
    for (let number = from + 1; number <= to; number += 1) offered.push(...(await offersIn(eve, number)));
    expect(offered.map((hash) => Number(hash))).toEqual(numbers);
  });

  test('a transaction is sent with 30 % more weight than its dry run took', async () => {
    const eve = person('Eve');
    const { api } = eve.connection;
    const result = await eve.submitter.sendExtrinsic('system', 'remark', ['0x00'], 'remark');
    expect(result.dispatchError).toBeUndefined();
    const calls: string[] = [];
    const stop = await api.rpc.chain.subscribeNewHeads((head) => calls.push(head.hash.toHex()));
    await eve.contracts.send('registry', 'offer', [offerOf(99)]);
    stop();
    const sent = await lastCallOf(eve);
    const run = api.call['reviveApi']?.['call'];
    const state = await api.at(sent.parentHash);
    const dry = await state.call['reviveApi']?.['call']?.(eve.key.pair.address, sent.to, 0, null, null, sent.data);
    expect(run).toBeDefined();
    const needed = BigInt(String((dry as unknown as { weightRequired: { refTime: unknown } }).weightRequired.refTime));
    expect(sent.refTime).toBe((needed * 130n) / 100n);
  });
}
