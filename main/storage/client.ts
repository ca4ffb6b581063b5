/** What the rest of the node asks of the storage process. */
import type { InputOf, OutputOf, StoredFile, storageCalls } from '../../domain/wire/process.js';
import type { Child } from '../process/child.js';
import type { ProcessHost } from '../process/host.js';

/** The folder, its cap in bytes, where to listen, and whether to look for peers on the local network. */
export type StorageSettings = InputOf<typeof storageCalls.open>;
/** Who the storage peer is and where it can be reached: multiaddrs that end in its id. */
export type StoragePeer = OutputOf<typeof storageCalls.open>;
/** Sizes in bytes, and counts. */
export type StorageUsage = OutputOf<typeof storageCalls.usage>;
/** A CID, where to save it, its limits in bytes and milliseconds, and multiaddrs of who should have it. */
export type FetchRequest = InputOf<typeof storageCalls.fetch>;

/** How a fetch is stopped and followed. */
export interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Told how many bytes lie on disk so far. */
  readonly onProgress?: (value: { readonly bytes: number }) => void;
}

/** The storage process by its calls. */
export interface StorageClient {
  /** Stores the file at `path` and pins it. @throws AppError `input.file-changed`, `storage.disk-full` */
  readonly add: (path: string, options?: { readonly signal?: AbortSignal }) => Promise<StoredFile>;
  /**
   * Brings a file to `path`, whole or not at all, and pins it. Its providers are dialled first.
   * @throws AppError `storage.not-found`, `.wrong-bytes`, `.too-large`, `.timed-out`, `.disk-full`, `input.malformed`
   */
  readonly fetch: (request: FetchRequest, options?: FetchOptions) => Promise<StoredFile>;
  /** Lets go of a file; harmless when it is not pinned. */
  readonly unpin: (cid: string) => Promise<void>;
  /** Dials peers; gives how many addresses answered. */
  readonly connect: (addresses: readonly string[]) => Promise<number>;
  readonly usage: () => Promise<StorageUsage>;
  /** Starts the process where it is not up, and says where its peer can be reached. */
  readonly peer: () => Promise<StoragePeer>;
  /** Ends the process. */
  readonly stop: () => Promise<void>;
}

/**
 * The storage process of this node; it comes up with the first call. After a crash it opens its folder again, under
 * the same peer id and new ports: `onOpened` runs on each opening.
 */
export function startStorage(
  host: Pick<ProcessHost, 'start'>,
  settings: StorageSettings,
  onOpened: (peer: StoragePeer) => void = () => undefined,
): StorageClient {
  let opened: StoragePeer | undefined;
  const child: Child<typeof storageCalls> = host.start('storage', {
    initialise: async (starting) => {
      opened = await starting.call('open', settings);
      onOpened(opened);
    },
  });
  return {
    add: (path, options) => child.call('add', { path }, options),
    fetch: (request, options) => child.call('fetch', request, options),
    unpin: async (cid) => void (await child.call('unpin', { cid })),
    connect: async (addresses) => (await child.call('connect', { addresses: [...addresses] })).connected,
    usage: () => child.call('usage', null),
    peer: async () => {
      await child.call('usage', null);
      // The process opens its folder before it answers any call.
      return opened as StoragePeer;
    },
    stop: () => child.stop(),
  };
}
