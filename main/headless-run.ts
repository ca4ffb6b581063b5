/** One node with nobody at it, in a program of its own: built, and served to the program that started it. */
import { join } from 'node:path';
import { NODE_CALLS } from '../domain/wire/ipc/all.js';
import type { InvitationFile, Reach } from '../domain/wire/profile.js';
import type { Adapters } from './adapters.js';
import { openProgram, stopOnRequest } from './headless-program.js';
import { answer } from './ipc/server.js';
import type { JournalProbe } from './journal/journal.js';
import { type Node, createNode } from './node.js';
import { type SettingsChange, openSettings } from './settings/settings.js';
import type { Pace } from './work/loop.js';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface HeadlessRequest {
  readonly network: InvitationFile;
  readonly data: string;
  /** The folder of the whole program: built files in `out`, `assets`, compiled contracts. */
  readonly root: string;
  readonly name?: string;
  /** The words of an account to bring along; the folder must have none, or the same. */
  readonly phrase?: string;
  readonly roles?: SettingsChange['roles'];
  /** Puts something else in an adapter's place: how tests make a node that cheats or dies. */
  readonly adapt?: (adapters: Adapters) => Adapters;
  readonly journalProbe?: JournalProbe;
  readonly pace?: Pace;
}

/** Opens the folder and builds the node in it. Disposing of the node disposes of all of it. */
export async function openHeadless(request: HeadlessRequest): Promise<Node> {
  const { root, name, roles, network, journalProbe, pace, phrase } = request;
  const program = await openProgram(request.data, root, request.adapt);
  const { adapters, processes } = program;
  const settings = openSettings(adapters.settings);
  try {
    settings.change({ ...(name && { name }), ...(roles && { roles }) });
    const node = await createNode({
      adapters,
      processes,
      network,
      settings,
      reach: reachOf(network),
      compiledContracts: join(root, 'contracts', 'compiled'),
      ...(journalProbe && { journalProbe }),
      ...(pace && { pace }),
      ...(phrase && { phrase }),
    });
    return {
      ...node,
      dispose: async () => {
        await node.dispose();
        await program.dispose();
      },
    };
  } catch (thrown) {
    await program.dispose();
    throw thrown;
  }
}

/** Files are fetched over the lines that the network itself is reached by. */
function reachOf({ network }: InvitationFile): Reach {
  const isHere = network.endpoints.every((endpoint) => LOOPBACK.includes(new URL(endpoint).hostname));
  return isHere ? 'this-computer' : 'local-network';
}

/** Resolves once the node is up; it goes on until it is asked to stop: by a signal, or by the end of its parent. */
export async function runHeadless(request: HeadlessRequest): Promise<Node> {
  const node = await openHeadless(request);
  serveParent(node);
  stopOnRequest(() => node.dispose());
  return node;
}

/** Only the process that started this one holds the other end of its channel. */
function serveParent(node: Node): void {
  if (!process.send) return;
  const port = { isTrusted: () => process.connected, send: (message: unknown) => void process.send?.(message) };
  process.on('message', (message) => void answer(NODE_CALLS, node.handlers, port, message));
  node.onChange(() => {
    if (process.connected) port.send({ type: 'changed', block: node.block() });
  });
  port.send({ type: 'ready' });
}
