/**
 * The first block of a new network, as a native node would make it from the same runtime and accounts: the state is
 * what the runtime's own genesis builder writes plus the code, and the hash is that of a header with the true state
 * root. So the embedded network and a native node with this raw genesis have the same genesis hash.
 */
import { compactFromU8a, compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex, u8aToString } from '@polkadot/util';
import type { HexString } from '@polkadot/util/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { AppError } from '../../../domain/errors.js';
import type { Chopsticks } from './chopsticks.js';
import { type BlockRecord, CODE_KEY } from './state.js';

/** What each endowed account starts with, in the smallest unit: enough for a billion deployments. */
const ENDOWMENT = 10n ** 15n;

const ZERO_HASH: HexString = `0x${'00'.repeat(32)}`;
/** The root of an empty trie: a genesis block holds no extrinsics. */
const EMPTY_ROOT: HexString = '0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314';
const CHILD_PREFIX: HexString = '0x3a6368696c645f73746f726167653a64656661756c743a';
const CHILD_KEY_LENGTH = CHILD_PREFIX.length + 64;

/** A genesis block with all its state. */
export interface Genesis {
  readonly record: BlockRecord;
  readonly writes: ReadonlyMap<HexString, HexString>;
}

/** @param endowed SS58 addresses; the first becomes sudo. @throws AppError `input.malformed` when the runtime refuses them. */
export async function makeGenesis(core: Chopsticks, code: HexString, endowed: readonly string[]): Promise<Genesis> {
  const preset = await callEmpty(core, code, 'GenesisBuilder_get_preset', '0x00');
  const config = readExact(textOf(hexToU8a(preset.result).subarray(1))) as Record<string, Record<string, unknown>>;
  config['balances'] = { ...config['balances'], balances: endowed.map((address) => [address, ENDOWMENT]) };
  config['sudo'] = { ...config['sudo'], key: endowed[0] };

  const json = stringToU8a(writeExact(config));
  const built = await callEmpty(
    core,
    code,
    'GenesisBuilder_build_state',
    u8aToHex(u8aConcat(compactToU8a(json.length), json)),
  );
  if (built.result !== '0x00') {
    const why = textOf(hexToU8a(built.result).subarray(1));
    throw new AppError('input.malformed', `The runtime cannot start a network from these accounts: ${why}`);
  }
  const writes = new Map<HexString, HexString>();
  // The engine says undefined where a value was deleted, whatever its types say.
  for (const [key, value] of built.storageDiff) if (value) writes.set(key, value);
  writes.set(CODE_KEY, code);
  return { record: await genesisBlock(core, code, writes), writes };
}

async function genesisBlock(
  core: Chopsticks,
  code: HexString,
  writes: ReadonlyMap<HexString, HexString>,
): Promise<BlockRecord> {
  const { stateVersion } = await core.getRuntimeVersion(code);
  const stateRoot = await rootOf(core, writes, stateVersion);
  const header = {
    parentHash: ZERO_HASH,
    number: '0x0',
    stateRoot,
    extrinsicsRoot: EMPTY_ROOT,
    digest: { logs: [] },
  } as const;
  // Parent, compact number 0, both roots, and a digest of no items.
  const encoded = u8aConcat(hexToU8a(ZERO_HASH), [0], hexToU8a(stateRoot), hexToU8a(EMPTY_ROOT), [0]);
  return { number: 0, hash: blake2AsHex(encoded, 256), header, extrinsics: [], events: null };
}

/** The root of the whole state: child tries stand in the top trie by their roots. */
async function rootOf(core: Chopsticks, state: ReadonlyMap<HexString, HexString>, version: number): Promise<HexString> {
  const top: [HexString, HexString][] = [];
  const children = new Map<HexString, [HexString, HexString][]>();
  for (const [key, value] of state) {
    if (key.startsWith(CHILD_PREFIX) && key.length > CHILD_KEY_LENGTH) {
      const child = key.slice(0, CHILD_KEY_LENGTH) as HexString;
      const entries = children.get(child) ?? [];
      entries.push([`0x${key.slice(CHILD_KEY_LENGTH)}`, value]);
      children.set(child, entries);
    } else top.push([key, value]);
  }
  for (const [child, entries] of children) top.push([child, await core.calculateStateRoot(entries, version)]);
  return core.calculateStateRoot(top, version);
}

async function callEmpty(core: Chopsticks, wasm: HexString, method: string, argument: HexString) {
  const task = { wasm, calls: [[method, [argument]]] as [string, HexString[]][] };
  const limits = { mockSignatureHost: false, allowUnresolvedImports: false, runtimeLogLevel: 0 };
  const nothing = { ...core.emptyTaskHandler, getStorage: async () => undefined, getNextKey: async () => undefined };
  const response = await core.runTask({ ...task, ...limits }, nothing);
  if ('Call' in response) return response.Call;
  throw new AppError(
    'input.malformed',
    `The runtime failed in ${method}: ${response.Error}. Is this the right runtime file?`,
  );
}

/** Text behind its compact length. */
function textOf(encoded: Uint8Array): string {
  const [offset, length] = compactFromU8a(encoded);
  return u8aToString(encoded.subarray(offset, offset + length.toNumber()));
}

/** JSON whose whole numbers beyond 2^53 become bigints instead of losing digits. */
function readExact(text: string): unknown {
  const quoted = text.replace(/([[:,]\s*)(\d{16,})(?=\s*[\],}])/g, '$1"#$2"');
  return JSON.parse(quoted, (_, value: unknown) =>
    typeof value === 'string' && /^#\d{16,}$/.test(value) ? BigInt(value.slice(1)) : value,
  );
}

/** JSON with bigints written as plain digits. */
function writeExact(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `#${inner}#` : inner));
  return text.replace(/"#(\d+)#"/g, '$1');
}
