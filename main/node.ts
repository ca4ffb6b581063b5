/**
 * A node: one account on one machine, requester, worker and verifier at once. Built from adapters, so the same node
 * runs in the app and headless; whoever builds it disposes of it.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/errors.js';
import { type Address, addressOfAccount } from '../domain/identity.js';
import type { InvitationFile, Reach } from '../domain/wire/profile.js';
import type { Adapters, Secrets } from './adapters.js';
import { ChainClock } from './chain/chain-clock.js';
import { type Connection, connect } from './chain/connection.js';
import { Contracts } from './chain/contracts.js';
import { keccak } from './chain/encode.js';
import { Submitter } from './chain/submit.js';
import { servesHistory, watch } from './chain/watch.js';
import type { NodeContext } from './context.js';
import { homeHandlers } from './ipc/handlers/home.js';
import { jobsHandlers } from './ipc/handlers/jobs.js';
import { lendHandlers } from './ipc/handlers/lend.js';
import { networkHandlers } from './ipc/handlers/network.js';
import { peopleHandlers } from './ipc/handlers/people.js';
import { walletHandlers } from './ipc/handlers/wallet.js';
import type { NodeHandlers } from './ipc/server.js';
import { Journal, type JournalProbe } from './journal/journal.js';
import { type Pulse, startPulse } from './pulse.js';
import { actsOf } from './acts.js';
import { applyBlock } from './mirror/apply.js';
import { rebuild } from './mirror/rebuild.js';
import { Mirror } from './mirror/store.js';
import { readParameters } from './network/parameters.js';
import { versionOf } from './network/deploy.js';
import type { ProcessHost } from './process/host.js';
import { TaskLanes } from './process/task-lanes.js';
import type { SettingsAccess } from './settings/settings.js';
import { startStorage } from './storage/client.js';
import { Exchange } from './storage/exchange.js';
import { OwedPins } from './storage/pins.js';
import { Scratch } from './storage/scratch.js';
import { KINDS } from './tasks/index.js';
import type { Sight } from './view/sight.js';
import { type Key, importPhrase, makeKey, readKey, writeKey } from './wallet/key.js';
import { type Pace, USUAL_PACE, WorkLoop } from './work/loop.js';

export interface NodeRequest {
  readonly adapters: Adapters;
  readonly processes: ProcessHost;
  readonly network: InvitationFile;
  /** The compiled contracts this program was made for. */
  readonly compiledContracts: string;
  readonly settings: SettingsAccess;
  /** Who may fetch files from this computer; itself alone where absent. */
  readonly reach?: Reach;
  /** Where the account is kept; `account.key` in the data folder where absent. */
  readonly keyFile?: string;
  /** Whether an account is one that the app started on this computer. */
  readonly isNeighbour?: (address: Address) => boolean;
  /** The words of an account to bring along to an empty folder. */
  readonly phrase?: string;
  readonly journalProbe?: JournalProbe;
  readonly pace?: Pace;
}

export interface Node {
  readonly handlers: NodeHandlers;
  /** Tells when something a screen shows may have changed. */
  readonly onChange: (listener: () => void) => () => void;
  readonly block: () => number;
  /** Bytes of disk that blocks take up. */
  readonly storageUsed: () => Promise<number>;
  /** Why an intent that is tried again did not work the last time. */
  readonly troubleOf: Pulse['troubleOf'];
  readonly dispose: () => Promise<void>;
}

type Disposer = () => Promise<void> | void;

/** @throws AppError `chain.unreachable`, `chain.wrong-network`, `wallet.locked`, `storage.*`. */
export async function createNode(request: NodeRequest): Promise<Node> {
  const disposers: Disposer[] = [];
  try {
    return await build(request, disposers);
  } catch (thrown) {
    await disposeAll(disposers);
    throw thrown;
  }
}

/** In the order opposite to their making. */
async function disposeAll(disposers: Disposer[]): Promise<void> {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
}

async function build(request: NodeRequest, disposers: Disposer[]): Promise<Node> {
  const { adapters, network } = request;
  const { log, clock } = adapters;
  await assertVersion(request);
  const key = await ownKey(
    request.keyFile ?? join(adapters.folders.data, 'account.key'),
    adapters.secrets,
    request.phrase,
  );
  const connection = await connect(network.network, log.in('chain'));
  disposers.push(() => connection.dispose());
  const contracts = new Contracts(network.network.contracts, new Submitter(connection, key.pair));
  const parameters = await readParameters(contracts);
  const context = await makeContext(request, key, connection, contracts, disposers);
  const loop = new WorkLoop(context, parameters.seats, request.pace ?? USUAL_PACE);
  const acts = actsOf(context, {
    price: parameters.price,
    fewestVerifiers: network.network.kind === 'public' ? 2 : 1,
    passBy: (taskId, span) => loop.passBy(taskId, span),
    join: {
      connection,
      account: key.pair.address,
      encryptionKey: key.box.publicKey,
      invitation: network.invitation,
      isHosted: network.network.hosted,
      grantBuysSeat: parameters.grant >= parameters.seats.stake,
    },
  });
  const height = (await connection.api.rpc.chain.getHeader()).number.toNumber();
  if (!(await servesHistory(connection, context.facts.block))) await rebuild(context.facts, contracts, height);
  const pulse = startPulse(context, acts, loop, height);
  disposers.push(pulse.dispose);
  disposers.push(connection.onConnected(pulse.hurry));
  disposers.push(
    await watch({
      connection,
      contracts: network.network.contracts,
      after: context.facts.block,
      onBlock: (block) => {
        context.chainClock.saw(block.time);
        return applyBlock(context.facts, block);
      },
      clock,
      log: log.in('watch'),
    }),
  );
  const sight: Sight = {
    price: parameters.price,
    seats: parameters.seats,
    account: key.pair.address,
    troubleOf: pulse.troubleOf,
    isConnected: connection.isConnected,
    passedBy: () => loop.passedBy(),
    isNeighbour: request.isNeighbour ?? (() => false),
  };
  return {
    handlers: {
      ...homeHandlers(context, sight),
      ...jobsHandlers(context, sight, network.network.name, pulse),
      ...lendHandlers(context, sight, pulse),
      ...peopleHandlers(context, sight),
      ...walletHandlers(key, request.settings),
      ...networkHandlers(context, network.network.name, connection, () => ({
        main: process.pid,
        ...context.lanes.pids(),
      })),
    },
    onChange: onAnyOf([
      (listener) => context.facts.onChange(listener),
      pulse.onMoved,
      connection.onConnected,
      connection.onLost,
      request.settings.onChange,
    ]),
    block: () => context.facts.block,
    storageUsed: () => context.exchange.usedBytes(),
    troubleOf: pulse.troubleOf,
    dispose: () => disposeAll(disposers),
  };
}

type Listen = (listener: () => void) => () => void;

/** Tells whenever one of the sources tells. */
function onAnyOf(sources: readonly Listen[]): Listen {
  return (listener) => {
    const silences = sources.map((listen) => listen(listener));
    return () => {
      for (const silence of silences) silence();
    };
  };
}

/** A network speaks the protocol of the contracts it was made with. */
async function assertVersion({ network, compiledContracts }: NodeRequest): Promise<void> {
  if ((await versionOf(compiledContracts)) === network.network.contractsVersion) return;
  throw new AppError(
    'chain.wrong-network',
    `${network.network.name} was made for another version of this app. Use the version your host uses.`,
  );
}

async function ownKey(path: string, secrets: Secrets, phrase: string | undefined): Promise<Key> {
  const known = await readKey(path, secrets);
  const brought = phrase === undefined ? undefined : await importPhrase(phrase);
  if (known && brought && known.pair.address !== brought.pair.address) {
    throw new AppError('wallet.bad-phrase', 'This folder has another account. Bring yours to a folder of its own.');
  }
  if (known) return known;
  const key = brought ?? (await makeKey());
  await writeKey(path, key, secrets);
  return key;
}

async function makeContext(
  { adapters, processes, network, settings, reach, journalProbe }: NodeRequest,
  key: Key,
  connection: Connection,
  contracts: Contracts,
  disposers: Disposer[],
): Promise<NodeContext> {
  const { folders, log, clock, random } = adapters;
  const scratch = new Scratch(folders.scratch);
  const {
    platform,
    contracts: { creditLedger },
    deployedBlock,
  } = network.network;
  await mkdir(folders.data, { recursive: true });
  const facts = await Mirror.open(join(folders.data, 'mirror'), { commons: creditLedger, platform }, deployedBlock);
  disposers.push(() => facts.dispose());
  const journal = await Journal.open(join(folders.data, 'journal.jsonl'), clock.now, log.in('journal'), journalProbe);
  disposers.push(() => journal.dispose());
  const storage = startStorage(
    processes,
    {
      folder: join(folders.data, 'storage'),
      capBytes: settings.get().storageCapBytes,
      listen: [reach === 'local-network' ? '/ip4/0.0.0.0/tcp/0' : '/ip4/127.0.0.1/tcp/0'],
      discoverLocally: true,
    },
    (peer) => void exchange.announce(peer),
  );
  const pins = await OwedPins.open(join(folders.data, 'owed.json'), storage, clock);
  const exchange: Exchange = new Exchange(storage, pins, connection, facts, network.network.hosted, log.in('exchange'));
  await exchange.announce(await storage.peer());
  disposers.push(
    connection.onConnected(
      () =>
        void storage.peer().then(
          (peer) => exchange.announce(peer),
          () => undefined,
        ),
    ),
  );
  const lanes = new TaskLanes(processes);
  const engines = new Map<string, string>();
  for (const { spec } of KINDS) {
    engines.set(spec.id, (await lanes.call('own', 'engine', { kind: spec.id })).engineHash);
  }
  const me = addressOfAccount(key.pair.publicKey, keccak);
  const chainClock = new ChainClock(clock);
  chainClock.saw(facts.time);
  return {
    me,
    clock,
    chainClock,
    random,
    log,
    facts,
    journal,
    contracts,
    exchange,
    lanes,
    scratch,
    folders,
    settings,
    engines,
  };
}
