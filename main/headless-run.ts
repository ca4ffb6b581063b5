/** Runs one headless node until it is asked to stop: by a signal, or by the end of its parent's channel. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { InvitationFile } from '../domain/wire/profile.js';
import type { Adapters } from './adapters.js';
import { headlessAdapters } from './headless-adapters.js';
import { answer } from './ipc/server.js';
import type { JournalProbe } from './journal/journal.js';
import { type Node, createNode } from './node.js';
import { lockFolder } from './process/folder-lock.js';
import { ProcessHost } from './process/host.js';
import { endOrphans, processRecords } from './process/reap.js';
import { type SettingsChange, openSettings } from './settings/settings.js';
import type { Pace } from './work/loop.js';

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

/** Resolves once the node is up; it goes on until it is stopped. */
export async function runHeadless(request: HeadlessRequest): Promise<Node> {
  const data = resolve(request.data);
  const { root } = request;
  const folders = { data, scratch: join(data, 'scratch'), log: join(data, 'log'), assets: join(root, 'assets') };
  await Promise.all([folders.data, folders.scratch, folders.log].map((folder) => mkdir(folder, { recursive: true })));
  const lock = await lockFolder(data);
  await endOrphans(data);
  const plain = headlessAdapters({ folders, builtFolder: join(root, 'out', 'main') });
  const adapters = request.adapt?.(plain) ?? plain;
  openSettings(adapters.settings).change({
    ...(request.name && { name: request.name }),
    ...(request.roles && { roles: request.roles }),
  });
  const { spawner, clock, log, builtFolder } = adapters;
  const processes = new ProcessHost({ spawner, clock, log, records: processRecords(data), builtFolder });
  const end = async (node?: Node): Promise<void> => {
    await node?.dispose();
    await processes.dispose();
    await lock.release();
    plain.dispose();
  };
  try {
    const compiledContracts = join(root, 'contracts', 'compiled');
    const { network, journalProbe, pace, phrase } = request;
    const node = await createNode({
      adapters,
      processes,
      network,
      compiledContracts,
      ...(journalProbe && { journalProbe }),
      ...(pace && { pace }),
      ...(phrase && { phrase }),
    });
    serveParent(node);
    stopOnRequest(() => end(node));
    return node;
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

/** Only the process that started this one holds the other end of its channel. */
function serveParent(node: Node): void {
  if (!process.send) return;
  const port = { isTrusted: () => process.connected, send: (message: unknown) => void process.send?.(message) };
  process.on('message', (message) => void answer(node.handlers, port, message));
  node.onChange(() => {
    if (process.connected) port.send({ type: 'changed', block: node.block() });
  });
  port.send({ type: 'ready' });
}

function stopOnRequest(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  const stop = (): void => {
    ending ??= end().finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  if (process.send) process.on('disconnect', stop);
}
