/** The calls of the storage process, on the one node it holds. */
import type { storageCalls } from '../../../domain/wire/process.js';
import type { Handlers } from '../serve.js';
import { misused, StorageNode } from './node.js';

let opened: Promise<StorageNode> | undefined;

function node(): Promise<StorageNode> {
  return opened ?? Promise.reject(misused('asked for something before it was opened'));
}

/** One handler for each call; they share the node that `open` made. */
export const storageHandlers: Handlers<typeof storageCalls> = {
  open: async (settings) => {
    if (opened) throw misused('opened twice');
    opened = StorageNode.open(settings);
    try {
      const { peerId, addresses } = await opened;
      return { peerId, addresses };
    } catch (thrown) {
      opened = undefined;
      throw thrown;
    }
  },
  add: async ({ path }, { signal }) => (await node()).add(path, signal),
  fetch: async (request, { signal, progress }) => (await node()).fetch(request, signal, (bytes) => progress({ bytes })),
  unpin: async ({ cid }) => {
    await (await node()).unpin(cid);
    return null;
  },
  connect: async ({ addresses }) => ({ connected: await (await node()).connect(addresses) }),
  usage: async () => (await node()).usage(),
};

/** Closes the node; an opening under way is waited for. */
export async function closeStorage(): Promise<void> {
  const open = await opened?.catch(() => undefined);
  await open?.close();
}
