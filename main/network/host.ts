/**
 * Hosts a network on this machine: starts the chain process, puts the contracts on a new chain before anybody can know
 * its address, keeps its profile, and makes invitations. The network's own key lies in its folder.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.js';
import type { Hex } from '../../domain/identity.js';
import { seconds } from '../../domain/units.js';
import type { OutputOf, chainCalls } from '../../domain/wire/process.js';
import { type InvitationFile, type NetworkProfile, type Reach, networkProfile } from '../../domain/wire/profile.js';
import type { Adapters } from '../adapters.js';
import { codeOf } from '../code-of.js';
import { type Connection, connect } from '../chain/connection.js';
import { Contracts } from '../chain/contracts.js';
import { Submitter } from '../chain/submit.js';
import type { ChildOf, ProcessHost } from '../process/host.js';
import { writeAtomically } from '../wallet/atomic-write.js';
import { type Key, makeKey, readKey, writeKey } from '../wallet/key.js';
import { type ContractFiles, type DeployRequest, deploy } from './deploy.js';
import { makeInvitation, registrarAddress, registrarSecret } from './invite.js';

export interface HostRequest {
  readonly adapters: Adapters;
  readonly processes: ProcessHost;
  /** The network's folder: chain, key, profile. */
  readonly folder: string;
  readonly name: string;
  readonly files: ContractFiles;
  /** The loopback port; the one used before, else a free one. */
  readonly port?: number;
  /** How far it can be reached; this computer alone where absent. */
  readonly reach?: Reach;
  readonly onStep?: DeployRequest['onStep'];
}

export interface HostedNetwork {
  readonly profile: NetworkProfile;
  readonly isNew: boolean;
  /** The network with a fresh invitation, for one person. */
  readonly invite: () => Promise<InvitationFile>;
  readonly pid: () => number | undefined;
  readonly dispose: () => Promise<void>;
}

const HEARTBEAT = seconds(2);

/** @throws AppError `process.folder-in-use`, `chain.*`. */
export async function hostNetwork(request: HostRequest): Promise<HostedNetwork> {
  const { adapters, processes, folder, name } = request;
  await mkdir(folder, { recursive: true });
  const key = await keyOf(request);
  const known = await readProfile(folder);
  let opened: OutputOf<typeof chainCalls.open> | undefined;
  const chain = processes.start('chain', {
    initialise: async (child) => {
      opened = await child.call('open', openRequest(request, key, opened?.endpoint ?? known?.endpoints[0]));
    },
  });
  const ending = new AbortController();
  try {
    await chain.call('status', null);
    if (!opened) throw new AppError('bug', 'The chain process answered before it was opened.');
    const line = { name, endpoints: [opened.endpoint], genesisHash: opened.genesisHash as Hex };
    const connection = await connect(line, adapters.log.in('network'));
    const profile = known ?? (await build(request, connection, key, line));
    const contracts = new Contracts(profile.contracts, new Submitter(connection, key.pair));
    const beating = keepUp(adapters, chain, ending.signal);
    return {
      profile,
      isNew: known === undefined,
      invite: async () => ({
        network: { ...profile, endpoints: endpointsFor(request.reach, profile.endpoints) },
        invitation: await makeInvitation(registrarSecret(key), contracts),
      }),
      pid: () => chain.pid(),
      dispose: async () => {
        ending.abort();
        await beating;
        await connection.dispose();
        await chain.stop();
      },
    };
  } catch (thrown) {
    await chain.stop();
    throw thrown;
  }
}

async function keyOf({ adapters, folder }: HostRequest): Promise<Key> {
  const path = join(folder, 'network-key');
  const known = await readKey(path, adapters.secrets);
  if (known) return known;
  const key = await makeKey();
  await writeKey(path, key, adapters.secrets);
  return key;
}

/** The profile of the network hosted in `folder`; undefined where none is. */
export async function readProfile(folder: string): Promise<NetworkProfile | undefined> {
  try {
    return networkProfile.parse(JSON.parse(await readFile(join(folder, 'profile.json'), 'utf8')));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** @param endpoint Where the chain was reached before: those who know it look for it there. */
function openRequest(
  { adapters, folder, name, port, reach = 'this-computer' }: HostRequest,
  key: Key,
  endpoint: string | undefined,
) {
  const lastPort = endpoint === undefined ? 0 : Number(new URL(endpoint).port);
  return {
    folder: join(folder, 'chain'),
    runtimePath: join(adapters.folders.assets, 'chain', 'corehour.wasm'),
    chainName: name,
    endowed: [key.pair.address],
    port: port ?? lastPort,
    reach,
  };
}

/** Where a guest finds the network: under each address that this computer has now on its networks, else here. */
function endpointsFor(reach: Reach | undefined, own: readonly string[]): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((several) => several ?? []);
  const others = addresses.filter(({ family, internal }) => family === 'IPv4' && !internal);
  if (reach !== 'local-network' || others.length === 0) return [...own];
  return own.flatMap((endpoint) =>
    others.map(({ address }) => {
      const url = new URL(endpoint);
      url.hostname = address;
      return url.toString();
    }),
  );
}

/** The contracts come before the profile: nobody can join a network without them. */
async function build(
  { folder, name, files, onStep }: HostRequest,
  connection: Connection,
  key: Key,
  line: Pick<NetworkProfile, 'endpoints' | 'genesisHash'>,
): Promise<NetworkProfile> {
  const registrar = registrarAddress(registrarSecret(key));
  const deployed = await deploy({
    connection,
    pair: key.pair,
    registrar,
    files,
    kind: 'local',
    ...(onStep && { onStep }),
  });
  const profile: NetworkProfile = {
    version: 1,
    name,
    kind: 'local',
    ...line,
    ...deployed,
    asset: { symbol: 'UNIT', decimals: 9 },
    hosted: true,
    bootstrapPeers: [],
  };
  await writeAtomically(join(folder, 'profile.json'), Buffer.from(`${JSON.stringify(profile, null, 2)}\n`));
  return profile;
}

/** A crashed chain comes back on the next call; this makes one, so that nobody has to. */
async function keepUp({ clock, log }: Adapters, chain: ChildOf<'chain'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await clock.delay(HEARTBEAT, signal);
      await chain.call('status', null, { signal });
    } catch (thrown) {
      if (!signal.aborted) log.warn('The chain process does not answer', { error: String(thrown) });
    }
  }
}
