/**
 * The app on one network, from a person's choice to a running node: hosts the network where it lives on this computer,
 * joins it, and wakes the neighbours of a person alone. Each network has a folder of its own; the account is one.
 */
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { type InvitationFile, type Reach, invitationFile } from '../../domain/wire/profile.js';
import type { Adapters } from '../adapters.js';
import { versionOf } from '../network/deploy.js';
import { type HostedNetwork, hostNetwork, readProfile } from '../network/host.js';
import { type Node, createNode } from '../node.js';
import type { ProcessHost } from '../process/host.js';
import type { SettingsAccess } from '../settings/settings.js';
import { writeAtomically } from '../wallet/atomic-write.js';
import { isLending } from '../work/lending.js';
import type { Choice } from './choice.js';
import { Neighbours } from './neighbours.js';

export interface SessionRequest {
  /** `folders.data` is the app's own folder. */
  readonly adapters: Adapters;
  readonly processes: ProcessHost;
  readonly settings: SettingsAccess;
  /** The folder of the whole program. */
  readonly root: string;
  readonly choice: Choice;
  /** A step of the list that `stepsOf` gives begins. */
  readonly onStep: (index: number) => void;
  readonly onChange: () => void;
  /** Aborted when the person thinks better of it: what was begun is undone at the next step. */
  readonly signal: AbortSignal;
}

export interface Session {
  readonly node: Node;
  readonly network: Pick<NonNullable<AppState['network']>, 'name' | 'kind'>;
  readonly host: HostedNetwork | undefined;
  readonly neighbours: Neighbours | undefined;
  readonly dispose: () => Promise<void>;
}

type Disposer = () => Promise<void>;

/** What opening goes through, in words. */
export function stepsOf(choice: Choice): string[] {
  switch (choice.kind) {
    case 'try-here':
      return ['Starting a network on this computer', 'Joining it', 'Waking four neighbours'];
    case 'host':
      return [`Starting ${choice.networkName} on this computer`, 'Joining it'];
    case 'invitation':
      return [`Joining ${choice.file.network.name}`];
  }
}

/** @throws AppError as of `hostNetwork` and `createNode`; nothing runs on then. */
export async function openSession(request: SessionRequest): Promise<Session> {
  const disposers: Disposer[] = [];
  const dispose = async (): Promise<void> => {
    // One that fails leaves nothing else running.
    const failures: unknown[] = [];
    for (const end of disposers.splice(0).reverse()) await end().catch((thrown: unknown) => failures.push(thrown));
    if (failures.length > 0) throw failures[0];
  };
  try {
    return { ...(await open(request, disposers)), dispose };
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
}

async function open(request: SessionRequest, disposers: Disposer[]): Promise<Omit<Session, 'dispose'>> {
  const { choice, adapters, processes, settings, root, onStep, onChange, signal } = request;
  const folder = folderOf(request);
  await mkdir(folder, { recursive: true });
  let step = 0;
  const next = (): void => {
    signal.throwIfAborted();
    onStep(step++);
  };
  let host: HostedNetwork | undefined;
  if (choice.kind !== 'invitation') {
    next();
    host = await openHost(request, folder);
    disposers.push(host.dispose);
  }
  next();
  const network = choice.kind === 'invitation' ? choice.file : await ownInvitation(folder, host);
  let neighbours: Neighbours | undefined;
  const node = await openNode(request, folder, network, (address) => neighbours?.has(address) ?? false);
  disposers.push(() => node.dispose());
  if (choice.kind === 'try-here' && host) {
    next();
    const { invite } = host;
    neighbours = new Neighbours({
      processes,
      root,
      folder: join(folder, 'neighbours'),
      invite,
      photos: async () => (await node.handlers['jobs.samples'](null)).paths,
      isLending: () => isLending(settings.get(), adapters.clock.now()),
      clock: adapters.clock,
      log: adapters.log.in('neighbours'),
      onChange,
    });
    const woken = neighbours;
    disposers.push(() => woken.dispose());
    woken.want(choice.neighbours);
    // Somebody is there when a person orders for the first time.
    if (host.isNew && choice.neighbours) await woken.first;
  }
  return { node, network: { name: network.network.name, kind: KINDS[choice.kind] }, host, neighbours };
}

const KINDS = { 'try-here': 'try-here', host: 'hosted', invitation: 'joined' } as const;

/** A network to try stays on this computer; any other one is for several. */
function reachOf({ kind }: Choice): Reach {
  return kind === 'try-here' ? 'this-computer' : 'local-network';
}

function folderOf({ adapters, choice }: SessionRequest): string {
  const name =
    choice.kind === 'invitation'
      ? choice.file.network.genesisHash.slice(2, 14)
      : choice.kind === 'host'
        ? 'hosted'
        : 'here';
  return join(adapters.folders.data, 'networks', name);
}

/**
 * A network to try is made anew when a newer app brings other contracts; the former one stays beside it. One hosted for
 * others is not: it is theirs as well.
 */
async function openHost(request: SessionRequest, folder: string): Promise<HostedNetwork> {
  const { adapters, processes, root, choice } = request;
  const compiled = join(root, 'contracts', 'compiled');
  if (choice.kind === 'try-here') {
    const profile = await readProfile(join(folder, 'host'));
    if (profile && profile.contractsVersion !== (await versionOf(compiled))) {
      await rename(folder, `${folder}.former-${adapters.clock.now()}`);
    }
  }
  return hostNetwork({
    adapters,
    processes,
    folder: join(folder, 'host'),
    name: choice.kind === 'host' ? choice.networkName : 'Try it here',
    files: { compiled, parameters: join(root, 'contracts', 'parameters.json') },
    reach: reachOf(choice),
  });
}

/** The invitation of this app's own account, made once. */
async function ownInvitation(folder: string, host: HostedNetwork | undefined): Promise<InvitationFile> {
  const path = join(folder, 'invitation.json');
  try {
    return invitationFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (thrown) {
    if (!host) throw thrown;
    const made = await host.invite();
    await writeAtomically(path, Buffer.from(JSON.stringify(made)));
    return made;
  }
}

async function openNode(
  { adapters, processes, settings, root, choice }: SessionRequest,
  folder: string,
  network: InvitationFile,
  isNeighbour: (address: string) => boolean,
): Promise<Node> {
  const data = join(folder, 'me');
  const scratch = join(data, 'scratch');
  await mkdir(scratch, { recursive: true });
  return createNode({
    adapters: { ...adapters, folders: { ...adapters.folders, data, scratch } },
    processes,
    network,
    settings,
    compiledContracts: join(root, 'contracts', 'compiled'),
    reach: reachOf(choice),
    keyFile: join(adapters.folders.data, 'account.key'),
    isNeighbour,
  });
}
