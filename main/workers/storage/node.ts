/** The IPFS node: its parts put together, opened and closed in order. */
import './with-resolvers.js';
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { Libp2p } from '@libp2p/interface';
import { AppError } from '../../../domain/errors.js';
import type { InputOf, OutputOf, StoredFile, storageCalls } from '../../../domain/wire/process.js';
import { addFile } from './add.js';
import { BlockCap } from './block-cap.js';
import { BlockFolder } from './block-folder.js';
import { parseCid } from './dag.js';
import { BlockExchange } from './block-exchange.js';
import { diskFailure, timedOut, wrongBytes } from './failures.js';
import { fetchFile } from './fetch.js';
import { Metadata } from './metadata.js';
import { dialAll, makePeer } from './peers.js';
import { Sources } from './sources.js';

/** What `open` is told. */
export type StorageSettings = InputOf<typeof storageCalls.open>;
/** What `fetch` is told: a CID, where to save it, its limits, and multiaddrs of who should have it. */
export type FetchRequest = InputOf<typeof storageCalls.fetch>;
/** What `usage` answers: sizes in bytes. */
export type StorageUsage = OutputOf<typeof storageCalls.usage>;

/** One open storage folder and its peer. */
export class StorageNode {
  readonly #metadata: Metadata;
  readonly #blocks: BlockFolder;
  readonly #cap: BlockCap;
  readonly #peer: Libp2p;
  readonly #exchange: BlockExchange;

  private constructor(metadata: Metadata, blocks: BlockFolder, capBytes: number, peer: Libp2p) {
    this.#metadata = metadata;
    this.#blocks = blocks;
    this.#cap = new BlockCap(blocks, metadata, capBytes);
    this.#peer = peer;
    this.#exchange = new BlockExchange(peer, blocks);
  }

  /**
   * Opens the folder, made when absent, and listens. Whoever opens closes.
   * @throws AppError `process.folder-in-use`, `storage.disk-full`
   */
  static async open(settings: StorageSettings): Promise<StorageNode> {
    const metadata = await Metadata.open(settings.folder);
    try {
      const blocks = new BlockFolder(join(settings.folder, 'blocks'));
      await blocks.open();
      const peer = await makePeer({ ...settings, key: await metadata.peerKey() });
      const node = new StorageNode(metadata, blocks, settings.capBytes, peer);
      await node.#exchange.start();
      await peer.start();
      return node;
    } catch (thrown) {
      await metadata.close();
      throw diskFailure(thrown);
    }
  }

  /** Multiaddrs by which others reach this peer, its id included. */
  get addresses(): string[] {
    return this.#peer.getMultiaddrs().map((address) => address.toString());
  }

  /** The same at every opening of one folder. */
  get peerId(): string {
    return this.#peer.peerId.toString();
  }

  /** Stores and pins a file. @throws AppError `input.file-changed`, `input.malformed`, `storage.disk-full` */
  add(path: string, signal: AbortSignal): Promise<StoredFile> {
    return addFile(this.#cap, this.#metadata, path, signal);
  }

  /**
   * Brings a file to `request.path`, whole or not at all, and pins it; `onBytes` is told how many bytes are written.
   * @throws AppError `storage.not-found`, `.wrong-bytes`, `.too-large`, `.timed-out`, `.disk-full`; the signal's
   * reason when it aborts.
   */
  async fetch(request: FetchRequest, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<StoredFile> {
    const cid = parseCid(request.cid);
    const stop = new AbortController();
    const limit = AbortSignal.any([signal, stop.signal]);
    // Each block that is waited for listens to it.
    setMaxListeners(0, limit);
    const timer = setTimeout(() => stop.abort(), request.timeoutMs);
    return this.#cap.lease(async (lease) => {
      const parts = { cap: this.#cap, peer: this.#peer, exchange: this.#exchange, lease, signal: limit };
      const sources = new Sources(cid, { ...parts, providers: request.providers });
      try {
        return await fetchFile(sources, this.#cap, this.#metadata, {
          cid,
          path: request.path,
          maxBytes: request.maxBytes,
          onBytes,
        });
      } catch (thrown) {
        if (signal.aborted || !stop.signal.aborted) throw thrown;
        throw sources.wrong === undefined
          ? timedOut(request.cid, request.timeoutMs)
          : wrongBytes(request.cid, sources.wrong);
      } finally {
        clearTimeout(timer);
        // What was asked for ahead is not wanted any more.
        stop.abort();
      }
    });
  }

  /** Lets go of a file: its blocks stay while there is room. One that is not pinned is no error. */
  async unpin(cid: string): Promise<void> {
    await this.#metadata.unpin(parseCid(cid));
  }

  /** How many of the peers at these addresses are connected now. */
  async connect(addresses: readonly string[]): Promise<number> {
    return (await dialAll(this.#peer, addresses)).length;
  }

  /** Figures for people: what is stored, how many files are pinned, how many peers are connected. */
  async usage(): Promise<StorageUsage> {
    const pins = await this.#metadata.pins();
    return {
      usedBytes: this.#blocks.usedBytes,
      capBytes: this.#cap.capBytes,
      pins: pins.length,
      peers: this.#peer.getPeers().length,
    };
  }

  /** Leaves the network, then the folder. */
  async close(): Promise<void> {
    await this.#exchange.stop();
    await this.#peer.stop();
    await this.#blocks.close();
    await this.#metadata.close();
  }
}

/** For a call before `open`, or a second `open`. */
export function misused(what: string): AppError {
  return new AppError('bug', `The storage process was ${what}.`);
}
