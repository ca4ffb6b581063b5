/** How transactions fare: told when they fail, in the order of their calls, with weight to spare. */
import { decodeFunctionData, encodeFunctionData } from 'viem';
import { expect, test } from 'vitest';
import type { Hex } from '../../domain/identity.js';
import { CONTRACT_ABIS } from '../../main/chain/contracts.js';
import type { Person } from './economy.js';
import type { Stage } from './lifecycle.behavior.js';

const SENT_AT_ONCE = 20;
/** In picoseconds, as weights are. */
const TEN_MILLISECONDS = 10_000_000_000n;
const PLENTY = { refTime: 200_000_000_000n, proofSize: 10_000_000n };
const NO_DEPOSIT_LIMIT = 10n ** 18n;
const takeSeat = encodeFunctionData({ abi: CONTRACT_ABIS.registry, functionName: 'takeSeat' });

const numbered = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;

/** An offer that tells which it is. */
function offerOf(number: number) {
  const rate = 10_000;
  return {
    coreRateBps: rate,
    machineRateBps: rate,
    capabilities: 0n,
    benchmarkHash: numbered(number),
    engines: [],
  };
}

export function testTransactions({ economy, person }: Stage): void {
  const takeSeatWith = (who: Person, weight: typeof PLENTY) => {
    const { registry } = economy().network.profile.contracts;
    return who.submitter.sendExtrinsic('revive', 'call', [registry, 0, weight, NO_DEPOSIT_LIMIT, takeSeat], 'takeSeat');
  };

  test('a transaction that fails in its block is told, with the reason of the runtime', async () => {
    const ada = person('Ada');
    const failed = { call: 'takeSeat', reason: 'dispatch' };
    await expect(takeSeatWith(ada, PLENTY)).rejects.toMatchObject({
      code: 'chain.refused',
      data: { ...failed, detail: 'revive.ContractReverted' },
    });
    await expect(takeSeatWith(ada, { ...PLENTY, refTime: 1_000_000n })).rejects.toMatchObject({
      code: 'chain.refused',
      data: { ...failed, detail: 'revive.OutOfGas' },
    });
    await ada.contracts.send('registry', 'offer', [offerOf(0)]);
  });

  test(`${SENT_AT_ONCE} transactions sent at once by one account land in the order of their calls`, async () => {
    const eve = person('Eve');
    const from = await heightSeenBy(eve);
    const numbers = Array.from({ length: SENT_AT_ONCE }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => eve.contracts.send('registry', 'offer', [offerOf(number)])));
    const calls = await callsAfter(eve, from);
    expect(calls.map(({ data }) => numberOf(data))).toEqual(numbers);
  });

  test('a transaction is sent with 30 % and 10 ms more weight than its dry run took', async () => {
    const eve = person('Eve');
    const from = await heightSeenBy(eve);
    await eve.contracts.send('registry', 'offer', [offerOf(99)]);
    const [sent] = await callsAfter(eve, from);
    const needed = await weightNow(eve, sent?.to ?? '', sent?.data ?? '0x');
    expect(sent?.refTime).toBe((needed * 130n) / 100n + TEN_MILLISECONDS);
  });
}

interface SentCall {
  readonly to: string;
  readonly refTime: bigint;
  readonly data: Hex;
}

async function heightSeenBy({ connection }: Person): Promise<number> {
  return (await connection.api.rpc.chain.getHeader()).number.toNumber();
}

/** The calls an account sent to contracts, in the order of the blocks after `height`. */
async function callsAfter(who: Person, height: number): Promise<SentCall[]> {
  const { api } = who.connection;
  const calls: SentCall[] = [];
  const head = await heightSeenBy(who);
  for (let number = height + 1; number <= head; number += 1) {
    const { block } = await api.rpc.chain.getBlock(await api.rpc.chain.getBlockHash(number));
    for (const { signer, method } of block.extrinsics) {
      if (signer.toString() !== who.key.pair.address || method.section !== 'revive') continue;
      const [to, , weight, , data] = method.args;
      const { refTime } = weight as unknown as { readonly refTime: { toBigInt(): bigint } };
      calls.push({ to: String(to), refTime: refTime.toBigInt(), data: data?.toHex() as Hex });
    }
  }
  return calls;
}

function numberOf(data: Hex): number {
  const call = decodeFunctionData({ abi: CONTRACT_ABIS.registry, data });
  return call.functionName === 'offer' ? Number(call.args[0].benchmarkHash) : Number.NaN;
}

/** What the same call would take once more; it overwrites what it wrote, so it takes the same. */
async function weightNow({ connection, key }: Person, to: string, data: Hex): Promise<bigint> {
  const answer = await connection.api.call['reviveApi']?.['call']?.(key.pair.address, to, 0, null, null, data);
  const { weightRequired } = answer as unknown as { weightRequired: { refTime: { toBigInt(): bigint } } };
  return weightRequired.refTime.toBigInt();
}
