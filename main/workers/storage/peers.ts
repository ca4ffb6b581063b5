/** The peer itself: who it is, where it listens, whom it knows. */
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { identify } from '@libp2p/identify';
import type { Libp2p, PeerId, PrivateKey } from '@libp2p/interface';
import { mdns } from '@libp2p/mdns';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';

/** Corehour's nodes find each other by a name of their own and leave other IPFS nodes alone. */
const SERVICE = '_corehour._udp.local';
const DIAL_MS = 5000;

/** What makes one peer differ from another. */
export interface PeerSettings {
  readonly key: PrivateKey;
  /** Multiaddrs to listen on; port 0 takes a free one. */
  readonly listen: readonly string[];
  /** Finds and dials peers on the local network by mDNS. */
  readonly discoverLocally: boolean;
}

/** A peer that is not started yet, so that protocols can be added before anyone asks for them. */
export async function makePeer(settings: PeerSettings): Promise<Libp2p> {
  const peer = await createLibp2p({
    start: false,
    privateKey: settings.key,
    addresses: { listen: [...settings.listen] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    peerDiscovery: settings.discoverLocally ? [mdns({ serviceTag: SERVICE })] : [],
    services: { identify: identify() },
    // A busy machine answers late; a peer that says nothing is dropped where something was asked of it.
    connectionMonitor: { enabled: false },
  });
  peer.addEventListener('peer:discovery', ({ detail }) => {
    if (peer.getConnections(detail.id).length === 0) peer.dial(detail.id).catch(() => undefined);
  });
  return peer;
}

/** Connects to as many of the addresses as answer within five seconds; gives each peer once. */
export async function dialAll(peer: Libp2p, addresses: readonly string[], signal?: AbortSignal): Promise<PeerId[]> {
  const limit = AbortSignal.timeout(DIAL_MS);
  const limits = signal ? AbortSignal.any([signal, limit]) : limit;
  const dialled = await Promise.allSettled(addresses.map(async (address) => dial(peer, address, limits)));
  const reached = dialled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return [...new Map(reached.map((id) => [id.toString(), id])).values()];
}

async function dial(peer: Libp2p, address: string, signal: AbortSignal): Promise<PeerId> {
  const connection = await peer.dial(multiaddr(address), { signal });
  return connection.remotePeer;
}
