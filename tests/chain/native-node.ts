/** A real Substrate node in development mode, on a chain specification of ours. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKED_NODE = '../shared/tools/native/polkadot-omni-node-0.24.0-linux-x64.zst';
const BLOCK_TIME_MS = 500;
const LAST_WORDS = 4000;

/** Why no native node can run here; undefined when one can. */
export function whyNoNativeNode(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the node at hand is for Linux on x64';
  try {
    accessSync(PACKED_NODE);
  } catch {
    return `there is no ${PACKED_NODE}`;
  }
  return spawnSync('zstd', ['--version']).error
    ? 'the program zstd, which unpacks the node, is not installed'
    : undefined;
}

export interface NativeNode {
  readonly endpoint: string;
  readonly dispose: () => Promise<void>;
}

/** Unpacks and starts one; it answers once its first head is announced. */
export async function startNativeNode(spec: object): Promise<NativeNode> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-native-'));
  const program = join(folder, 'node');
  const unpacked = spawnSync('zstd', ['-d', '-q', '--long=27', PACKED_NODE, '-o', program]);
  if (unpacked.status !== 0) throw new Error(`The node could not be unpacked: ${String(unpacked.stderr)}`);
  chmodSync(program, 0o700);
  const specFile = join(folder, 'spec.json');
  await writeFile(specFile, JSON.stringify(spec));
  const port = await freePort();
  const own = ['--base-path', join(folder, 'base'), '--chain', specFile, '--port', '0', '--no-prometheus'];
  const developing = ['--dev', '--rpc-port', String(port), '--dev-block-time', String(BLOCK_TIME_MS)];
  const child = spawn(program, [...own, ...developing], { stdio: ['ignore', 'ignore', 'pipe'] });
  const dispose = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await firstWords(child, 'Imported #1');
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
  return { endpoint: `ws://127.0.0.1:${port}`, dispose };
}

/** Free a moment ago; the node cannot be asked which port it took. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function firstWords(child: ChildProcess, awaited: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said = (said + piece.toString()).slice(-LAST_WORDS);
      if (said.includes(awaited)) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The native node ended: ${said}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
