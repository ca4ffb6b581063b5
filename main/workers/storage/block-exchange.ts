/**
 * Asks single peers for single blocks over bitswap and tells what came of it.
 *
 * Bitswap itself only waits until a matching block comes: it names what it receives by the hash it computes, so a
 * block with wrong bytes is to it a block that nobody wanted, and the wait goes on for ever. Here a peer that sends
 * a block nobody ever asked for while it owes us one is a liar; one that sends nothing for a while is silent.
 */
import { type Bitswap, type BitswapComponents, createBitswap } from '@helia/bitswap';
import type { Libp2p, PeerId } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { type BlockFolder, blockName } from './block-folder.js';
import { type Answer, WantBatches } from './want-batches.js';

/** So many names of asked-for blocks are remembered, to tell late blocks from wrong ones. */
const REMEMBERED = 100_000;
/** Above the largest block that is ever stored, and soon over a slow line: a message may take five seconds. */
const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

interface BlockEvent {
  readonly detail: { readonly sender: PeerId; readonly cid: CID };
}
interface PresenceEvent {
  readonly detail: { readonly sender: PeerId; readonly cid: CID; readonly has: boolean; readonly block?: Uint8Array };
}
interface WantMessage {
  readonly full: boolean;
  readonly pendingBytes: number;
  readonly wantlist: Map<string, { cid: Uint8Array; priority: number; wantType: 'WantBlock'; sendDontHave: boolean }>;
  readonly blocks: ReadonlyMap<string, unknown>;
  readonly blockPresences: ReadonlyMap<string, unknown>;
}

/** What bitswap's own interface leaves out: who sent what, and a message to one peer. */
interface Inside {
  readonly wantList: {
    readonly addEventListener: ((type: 'block', listener: (event: BlockEvent) => void) => void) &
      ((type: 'presence', listener: (event: PresenceEvent) => void) => void);
  };
  readonly network: { readonly sendMessage: (peer: PeerId, message: WantMessage) => Promise<void> };
}

/** Bitswap of one node, by single questions to single peers. */
export class BlockExchange {
  readonly #bitswap: Bitswap & Inside;
  readonly #remembered = new Set<string>();
  readonly #peers = new Map<string, WantBatches<CID>>();

  constructor(libp2p: Libp2p, blocks: BlockFolder) {
    const components = { libp2p, blockstore: blocks, logger: libp2p.logger, routing: NO_ROUTING };
    this.#bitswap = createBitswap(components, { maxOutgoingMessageSize: MAX_MESSAGE_BYTES }) as Bitswap & Inside;
    this.#bitswap.wantList.addEventListener('block', ({ detail }) => this.#received(detail.sender, detail.cid));
    this.#bitswap.wantList.addEventListener('presence', ({ detail }) => this.#answered(detail));
    libp2p.addEventListener('peer:disconnect', ({ detail }) => {
      this.#peers.get(detail.toString())?.answerAll({ type: 'gone' });
    });
  }

  async start(): Promise<void> {
    await this.#bitswap.start();
  }

  async stop(): Promise<void> {
    await this.#bitswap.stop();
    for (const batches of this.#peers.values()) batches.answerAll({ type: 'gone' });
  }

  /** Asks `peer` for a block and waits for its answer. @throws the signal's reason when it aborts. */
  async ask(cid: CID, peer: PeerId, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const name = blockName(cid);
    this.#remember(name);
    const batches = this.#batchesFor(peer);
    const over = new AbortController();
    let settle: (answer: Answer) => void = () => undefined;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        settle = resolve;
        signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
        batches.want(name, cid, settle);
      });
    } finally {
      over.abort();
      batches.leave(name, settle);
      if (batches.isIdle && this.#peers.get(peer.toString()) === batches) this.#peers.delete(peer.toString());
    }
  }

  #batchesFor(peer: PeerId): WantBatches<CID> {
    const known = this.#peers.get(peer.toString());
    if (known) return known;
    const made = new WantBatches<CID>((wanted) => this.#bitswap.network.sendMessage(peer, messageOf(wanted)));
    this.#peers.set(peer.toString(), made);
    return made;
  }

  #remember(name: string): void {
    this.#remembered.delete(name);
    this.#remembered.add(name);
    if (this.#remembered.size <= REMEMBERED) return;
    for (const oldest of this.#remembered) {
      this.#remembered.delete(oldest);
      return;
    }
  }

  #received(sender: PeerId, cid: CID): void {
    if (!this.#remembered.has(blockName(cid))) this.#peers.get(sender.toString())?.answerAll({ type: 'wrong' });
  }

  #answered({ sender, cid, has, block }: PresenceEvent['detail']): void {
    // "I have it" alone is no answer: the block is what was asked for.
    if (has && !block) return;
    const answer: Answer = block ? { type: 'block', bytes: block } : { type: 'absent' };
    this.#peers.get(sender.toString())?.answer(blockName(cid), answer);
  }
}

function messageOf(wanted: readonly CID[]): WantMessage {
  const entries = wanted.map((cid) => {
    const want = { cid: cid.bytes, priority: 1, wantType: 'WantBlock' as const, sendDontHave: true };
    return [cid.toString(), want] as const;
  });
  return { full: false, pendingBytes: 0, wantlist: new Map(entries), blocks: new Map(), blockPresences: new Map() };
}

/** There is no directory of who has what: peers are named by those who ask. */
const NO_ROUTING: BitswapComponents['routing'] = {
  provide: refuse,
  cancelReprovide: refuse,
  put: refuse,
  get: refuse,
  findPeer: refuse,
  findProviders: nobody,
  getClosestPeers: nobody,
};

function refuse(): Promise<never> {
  return Promise.reject(new Error('This node has no routing.'));
}

async function* nobody(): AsyncGenerator<never> {
  // Nobody is known.
}
