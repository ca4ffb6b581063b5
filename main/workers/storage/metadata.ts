/** What the storage folder holds beside blocks: the peer's key and the pins. Opening it takes the folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { LevelDatastore } from 'datastore-level';
import { Key } from 'interface-datastore';
import { CID } from 'multiformats/cid';
import { AppError } from '../../../domain/errors.js';
import { diskFailure } from './failures.js';

const PEER_KEY = new Key('/peer-key');
const PINS = '/pins';
const PINNED = new Uint8Array([1]);

/** The key and the pins, open. Whoever opens closes. */
export class Metadata {
  readonly #store: LevelDatastore;

  private constructor(store: LevelDatastore) {
    this.#store = store;
  }

  /** @throws AppError `process.folder-in-use` when another process, or another opening here, has the folder. */
  static async open(folder: string): Promise<Metadata> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = new LevelDatastore(join(folder, 'metadata'));
    try {
      await store.db.open();
      await store.open();
    } catch (thrown) {
      throw isLocked(thrown) ? folderInUse(folder, thrown) : diskFailure(thrown);
    }
    return new Metadata(store);
  }

  /** The key that makes this peer who it is; made on the first opening. */
  async peerKey(): Promise<PrivateKey> {
    if (await this.#store.has(PEER_KEY)) return forPeer(privateKeyFromProtobuf(await this.#store.get(PEER_KEY)));
    const key = await generateKeyPair('Ed25519');
    await this.#store.put(PEER_KEY, privateKeyToProtobuf(key));
    return forPeer(key);
  }

  async pin(root: CID): Promise<void> {
    await this.#store.put(pinKey(root), PINNED);
  }

  async unpin(root: CID): Promise<void> {
    await this.#store.delete(pinKey(root));
  }

  isPinned(root: CID): Promise<boolean> {
    return this.#store.has(pinKey(root));
  }

  async pins(): Promise<CID[]> {
    const roots: CID[] = [];
    for await (const key of this.#store.queryKeys({ prefix: PINS })) roots.push(CID.parse(key.name()));
    return roots;
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

/** The key package declares its keys by a later version of the interface than libp2p does; the keys are the same. */
function forPeer(key: ReturnType<typeof privateKeyFromProtobuf>): PrivateKey {
  return key as unknown as PrivateKey;
}

function pinKey(root: CID): Key {
  return new Key(`${PINS}/${root.toV1().toString()}`);
}

function isLocked(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED';
}

function folderInUse(folder: string, cause: unknown): AppError {
  const message = `Another Corehour on this computer uses the storage folder ${folder}. Close it, or start this one with another data folder.`;
  return new AppError('process.folder-in-use', message, { data: { folder }, cause });
}
