/**
 * How many contract calls a hosted network takes in a second, sent as a node sends them: tried dry, signed, submitted,
 * and counted when a block holds them. Several accounts, each over a line of its own, always have calls under way.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toHex } from 'viem';
import { encodeName } from '../../domain/identity.js';
import { connect } from '../../main/chain/connection.js';
import { Contracts } from '../../main/chain/contracts.js';
import { Submitter } from '../../main/chain/submit.js';
import { makeKey } from '../../main/wallet/key.js';
import { type LocalNetwork, startNetwork } from '../../scripts/local/network.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { silentLog } from './children.js';

const ACCOUNTS = 4;
/** Each account's calls that are under way at any time. */
const UNDER_WAY = 4;
const WARM_UP_MS = 5_000;
const WINDOW_MS = 10_000;

export const transactionsBenchmark: Benchmark = {
  name: 'transactions',
  runs: 4,
  figures: [{ name: 'transactions.rate', unit: '1/s' }],
  measure,
};

/** What the senders share. */
interface Load {
  included: number;
  isOver: boolean;
}

async function measure(bench: Bench): Promise<Samples> {
  const network = await startNetwork(join(bench.folder, 'network'), 0);
  bench.own(() => network.program.stop());
  const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, (_, index) => arrive(bench, network, index)));
  bench.say(`${ACCOUNTS} accounts have joined`);
  const load: Load = { included: 0, isOver: false };
  const senders = accounts.flatMap((contracts) =>
    Array.from({ length: UNDER_WAY }, (_, lane) => keepSending(contracts, load, lane)),
  );
  const rates = sampleRates(bench, load).finally(() => {
    load.isOver = true;
  });
  const [samples] = await Promise.all([rates, ...senders]);
  return { 'transactions.rate': samples };
}

/** An account of its own, over a line of its own, registered without an invitation. */
async function arrive({ own }: Bench, { profile }: LocalNetwork, index: number): Promise<Contracts> {
  const key = await makeKey();
  const connection = await connect(profile, silentLog);
  own(() => connection.dispose());
  await connection.ask('network_welcome', [key.pair.address]);
  const contracts = new Contracts(profile.contracts, new Submitter(connection, key.pair));
  const person = {
    name: encodeName(`Sender ${index}`),
    encryptionKey: toHex(key.box.publicKey),
    storagePeer: toHex(''),
  };
  await contracts.send('registry', 'register', [person]);
  return contracts;
}

async function keepSending(contracts: Contracts, load: Load, lane: number): Promise<void> {
  for (let call = lane; !load.isOver; call += UNDER_WAY) {
    await contracts.send('registry', 'offer', [offerOf(call)]);
    load.included += 1;
  }
}

/** A write to slots that hold something already: the plainest call there is. */
function offerOf(call: number) {
  const rate = 10_000;
  const benchmarkHash = toHex(call + 1, { size: 32 });
  return { coreRateBps: rate, machineRateBps: rate, capabilities: 0n, benchmarkHash, engines: [] };
}

async function sampleRates(bench: Bench, load: Load): Promise<number[]> {
  await delay(WARM_UP_MS);
  return repeat(bench, async () => {
    const { included } = load;
    const startedAt = performance.now();
    await delay(WINDOW_MS);
    return (load.included - included) / secondsSince(startedAt);
  });
}
