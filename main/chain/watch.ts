/**
 * Follows a network: every block after a given one, once each and in order, with the events of our contracts.
 * After a break it goes on where it was; a missed head costs nothing, since each head leads to all blocks up to it.
 */
import { type Abi, decodeEventLog } from 'viem';
import type { Address, Hex } from '../../domain/identity.js';
import { type Ms, ms, seconds } from '../../domain/units.js';
import type { ContractName, NetworkProfile } from '../../domain/wire/profile.js';
import { codeOf } from '../code-of.js';
import type { Clock, Log } from '../adapters.js';
import type { Connection } from './connection.js';
import { CONTRACT_ABIS } from './contracts.js';

/** One event of one of our contracts; `name` and `args` are of its ABI. */
export interface ContractEvent {
  readonly contract: ContractName;
  readonly name: string;
  readonly args: unknown;
}

export interface WatchedBlock {
  readonly number: number;
  readonly time: Ms;
  readonly events: readonly ContractEvent[];
}

export interface WatchOptions {
  readonly connection: Connection;
  readonly contracts: NetworkProfile['contracts'];
  /** The last block already known. */
  readonly after: number;
  readonly onBlock: (block: WatchedBlock) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const RETRY_PAUSE = seconds(1);

interface EventRecord {
  readonly event: {
    readonly section: string;
    readonly method: string;
    readonly data: readonly { toHex(): string; toJSON(): unknown }[];
  };
}

/** Starts following; the returned function ends it once the block in hand is done. */
export async function watch({
  connection,
  contracts,
  after,
  onBlock,
  clock,
  log,
}: WatchOptions): Promise<() => Promise<void>> {
  const nameByAddress = new Map(
    Object.entries(contracts).map(([name, address]) => [address.toLowerCase(), name as ContractName]),
  );
  let known = after;
  let head = after;
  let isEnded = false;
  const ending = new AbortController();
  let walking: Promise<void> | undefined;

  const walk = async (): Promise<void> => {
    while (known < head && !isEnded) {
      await onBlock(await readBlock(connection, known + 1, nameByAddress));
      known += 1;
    }
  };
  const go = (): void => {
    walking ??= walk()
      .catch((thrown: unknown) => pause(thrown))
      .finally(() => {
        walking = undefined;
        // Without a line the next connection goes on.
        if (known < head && !isEnded && connection.isConnected()) go();
      });
  };
  const pause = (thrown: unknown): Promise<void> => {
    log.warn('Following the network paused', { block: known + 1, error: String(thrown) });
    return clock.delay(RETRY_PAUSE, ending.signal).catch(() => undefined);
  };
  const reach = (height: number): void => {
    head = Math.max(head, height);
    go();
  };
  const offConnected = connection.onConnected(() => {
    // What the former line told may have been of another network.
    head = known;
    void finalizedHeight(connection).then(reach, () => undefined);
  });
  const unsubscribe = await connection.api.rpc.chain.subscribeFinalizedHeads((header) =>
    reach(header.number.toNumber()),
  );
  return async () => {
    isEnded = true;
    ending.abort();
    offConnected();
    unsubscribe();
    await walking;
  };
}

async function finalizedHeight({ api }: Connection): Promise<number> {
  return (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
}

/** A number means another block on another network; what follows is asked for by hash. */
async function readBlock(
  connection: Connection,
  number: number,
  nameByAddress: ReadonlyMap<string, ContractName>,
): Promise<WatchedBlock> {
  const { api } = connection;
  const [hash] = await Promise.all([api.rpc.chain.getBlockHash(number), connection.assertSameNetwork()]);
  const [{ block }, at] = await Promise.all([api.rpc.chain.getBlock(hash), api.at(hash)]);
  const timestamp = block.extrinsics.find(({ method }) => method.section === 'timestamp');
  const records = (await at.query.system?.events?.()) as unknown as readonly EventRecord[];
  return {
    number,
    time: ms(Number(timestamp?.method.args[0]?.toString() ?? 0)),
    events: records.flatMap(({ event }) => decodeRecord(event, nameByAddress) ?? []),
  };
}

function decodeRecord(
  event: EventRecord['event'],
  nameByAddress: ReadonlyMap<string, ContractName>,
): ContractEvent | undefined {
  if (event.section !== 'revive' || event.method !== 'ContractEmitted') return undefined;
  const [address, data, topics] = event.data;
  const contract = nameByAddress.get((address?.toHex() ?? '').toLowerCase() as Address);
  if (!contract || !data || !topics) return undefined;
  const decoded = decodeEventLog({
    abi: CONTRACT_ABIS[contract] as Abi,
    data: data.toHex() as Hex,
    topics: topics.toJSON() as [Hex, ...Hex[]],
  });
  return { contract, name: decoded.eventName ?? '', args: decoded.args };
}

/** Whether the network still answers for the block after `block`; where it does not, facts come from Lens. */
export async function servesHistory(connection: Connection, block: number): Promise<boolean> {
  if ((await finalizedHeight(connection)) <= block) return true;
  const { api } = connection;
  try {
    const at = await api.at(await api.rpc.chain.getBlockHash(block + 1));
    await at.query.system?.events?.();
    return true;
  } catch (thrown) {
    // An answer with a number is the server's own no; anything else says nothing about history.
    if (typeof codeOf(thrown) === 'number') return false;
    throw thrown;
  }
}
