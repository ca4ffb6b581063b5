/** Real storage nodes on the loopback, each in a folder of its own below one that goes with the test. */
import '../../../main/workers/storage/with-resolvers.js';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FetchRequest, StorageNode, type StorageSettings } from '../../../main/workers/storage/node.js';

/** Any free port of this computer. */
export const LOOPBACK = ['/ip4/127.0.0.1/tcp/0'];

/** A temporary folder that is removed when the test ends. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-storage-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Settings of a quiet node with room. */
export function settingsFor(folder: string, change: Partial<StorageSettings> = {}): StorageSettings {
  return { folder, capBytes: 1e9, listen: LOOPBACK, discoverLocally: false, ...change };
}

/** An open node; closed when the test ends, unless the test closed it. */
export async function openNode(folder: string, change: Partial<StorageSettings> = {}): Promise<StorageNode> {
  const node = await StorageNode.open(settingsFor(folder, change));
  onTestFinished(() => node.close());
  return node;
}

/** A file that is like no other. */
export async function randomFile(path: string, size: number): Promise<Buffer> {
  const bytes = randomBytes(size);
  await writeFile(path, bytes);
  return bytes;
}

/** A signal that never comes. */
export const never: AbortSignal = new AbortController().signal;

/** A fetch with generous limits. */
export function fetchTo(
  node: StorageNode,
  request: Pick<FetchRequest, 'cid' | 'path'> & Partial<FetchRequest>,
  signal: AbortSignal = never,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<{ cid: string; size: number }> {
  return node.fetch({ maxBytes: 1e9, timeoutMs: 60_000, providers: [], ...request }, signal, onBytes);
}

/** The files of stored blocks below a node's folder. */
export async function blockFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'blocks'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
