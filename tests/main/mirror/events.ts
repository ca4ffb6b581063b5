/** Events as the chain gives them: encoded by the contracts' ABIs and decoded as the watcher does. */
import { type Abi, type AbiEvent, decodeEventLog, encodeAbiParameters, encodeEventTopics } from 'viem';
import { CONTRACT_ABIS } from '../../../main/chain/contracts.js';
import { cidToBytes, wordOfKind } from '../../../main/chain/encode.js';
import type { ContractEvent, WatchedBlock } from '../../../main/chain/watch.js';
import type { EventOf, WatchedContract } from '../../../main/mirror/events.js';
import { type Hex, encodeName, toHex } from '../../../domain/identity.js';
import { ms } from '../../../domain/units.js';
import { ENGINE, addressOf, hashOf } from '../../domain/facts.js';

type ArgsOf<Contract extends WatchedContract, Name> = Extract<EventOf<Contract>, { name: Name }>['args'];

export function emitted<Contract extends WatchedContract, Name extends EventOf<Contract>['name']>(
  contract: Contract,
  name: Name,
  args: ArgsOf<Contract, Name>,
): ContractEvent {
  const abi: Abi = CONTRACT_ABIS[contract];
  const given = args as Record<string, unknown>;
  const item = abi.find((one): one is AbiEvent => one.type === 'event' && one.name === name);
  if (!item) throw new Error(`no event ${name}`);
  const plain = item.inputs.filter(({ indexed }) => indexed !== true);
  const log = {
    topics: encodeEventTopics<Abi, string>({ abi: [item], eventName: item.name, args: given }) as [Hex],
    data: encodeAbiParameters(
      plain,
      plain.map((input) => given[input.name ?? '']),
    ),
  };
  return { contract, name, args: decodeEventLog({ abi, ...log }).args };
}

export const blockOf = (number: number, ...events: ContractEvent[]): WatchedBlock => ({
  number,
  time: ms(number * 1000),
  events,
});

/** Of CID bytes that exist: an empty raw block. */
export const CID = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';
export const [ADA, BEN, CEM] = [addressOf(0xada), addressOf(0xbe), addressOf(0xce)];
export const NOBODY = addressOf(0);

export const posted = (number: number): ContractEvent =>
  emitted('taskMarket', 'TaskPosted', {
    taskId: hashOf(number),
    requester: ADA,
    terms: {
      nonce: 2n ** 127n,
      kind: wordOfKind('image_resize'),
      engine: ENGINE,
      manifestCid: cidToBytes(CID),
      manifestHash: hashOf(1),
      specHash: hashOf(2),
      chunkCount: 3,
      bountyMcc: 1000n,
      estimateMcc: 800n,
      deadline: 90_000n,
      plan: 0,
      fewestVerifiers: 2,
      drawnShareBps: 1000,
      needs: 0n,
    },
    escrowMcc: 2000n,
    postedAt: 5n,
  });

/** state: the index in the contracts' enum. */
export const moved = (number: number, state: number, failures = 0): ContractEvent =>
  emitted('taskMarket', 'TaskStateChanged', { taskId: hashOf(number), state, failures });

const claim = (worker: `0x${string}`, attempt: number, isSealed: boolean) => ({
  worker,
  attempt,
  claimedAt: 10n,
  lockedUntil: 610n,
  statedFinish: 500n,
  extended: false,
  bondMcc: 100n,
  seal: isSealed ? hashOf(7) : hashOf(0),
  sealedAt: isSealed ? 20n : 0n,
  sealBlock: isSealed ? 4n : 0n,
  slotCountAtSeal: isSealed ? 2 : 0,
});

export const claimed = (number: number, worker = BEN, attempt = 1): ContractEvent =>
  emitted('taskClaims', 'TaskClaimed', { taskId: hashOf(number), worker, claim: claim(worker, attempt, false) });

export const sealed = (number: number, worker = BEN, attempt = 1): ContractEvent =>
  emitted('taskClaims', 'ResultSealed', {
    taskId: hashOf(number),
    worker,
    seal: hashOf(7),
    engine: ENGINE,
    computeMs: 1234n,
    hardware: hashOf(0),
    claim: claim(worker, attempt, true),
  });

export const drawn = (number: number, round = 1): ContractEvent =>
  emitted('verification', 'RoundDrawn', {
    taskId: hashOf(number),
    round,
    seed: hashOf(5),
    verifiers: [CEM, ADA],
    chunks: [2, 0],
    phaseEndsAt: 300n,
  });

export const person = (account: `0x${string}`, name: string): ContractEvent =>
  emitted('registry', 'PersonChanged', {
    account,
    name: encodeName(name),
    encryptionKey: hashOf(3),
    storagePeer: toHex(new TextEncoder().encode('12D3KooWpeer')),
  });
