/** Where connected clients say their files can be fetched: a list that forgets each with its connection. */
import { z } from 'zod';
import { AppError } from '../../../domain/errors.js';

const MOST_PER_CLIENT = 8;
const MOST = 256;

const announcement = z.object({
  address: z.string().min(2).max(256).startsWith('/'),
  peerId: z.string().min(8).max(128).regex(/^\w+$/),
});

/** One address of one storage peer. */
export type PeerAddress = z.infer<typeof announcement>;

export class Peers {
  readonly #announced = new Map<object, PeerAddress[]>();

  /** Every address once. */
  list(): PeerAddress[] {
    const all = [...this.#announced.values()].flat();
    return [...new Map(all.map((peer) => [`${peer.peerId} ${peer.address}`, peer])).values()];
  }

  /** Adds an address of the client `owner`. @throws AppError `input.malformed` or `chain.busy` when the list is full. */
  announce(owner: object, address: unknown, peerId: unknown): void {
    const parsed = announcement.safeParse({ address, peerId });
    if (!parsed.success) {
      throw new AppError('input.malformed', 'Announce a multiaddr like /ip4/192.0.2.1/tcp/4001 and a peer id.');
    }
    const own = this.#announced.get(owner) ?? [];
    if (own.some((peer) => peer.address === parsed.data.address && peer.peerId === parsed.data.peerId)) return;
    const count = [...this.#announced.values()].reduce((sum, peers) => sum + peers.length, 0);
    if (own.length >= MOST_PER_CLIENT || count >= MOST) {
      throw new AppError('chain.busy', 'The host keeps no more addresses. Announce fewer, or try again later.');
    }
    this.#announced.set(owner, [...own, parsed.data]);
  }

  /** Forgets a client. */
  drop(owner: object): void {
    this.#announced.delete(owner);
  }
}
