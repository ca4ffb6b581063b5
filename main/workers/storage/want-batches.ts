/**
 * Sends one peer its wants in batches: the next goes out when the last is answered. Bitswap's other side goes through
 * everything it still owes on each message it gets, so wants sent one by one make it send the same blocks many times.
 */
/** What a peer did when asked: sent the block, has none, sent other bytes, left, or sent nothing. */
export type Answer =
  | { readonly type: 'block'; readonly bytes: Uint8Array }
  | { readonly type: 'absent' | 'wrong' | 'gone' | 'silent' };

/** A peer that owes an answer and sends nothing for so long is silent. */
const SILENCE_MS = 15_000;

type Settle = (answer: Answer) => void;

/** Wants by block name, each with those who wait for it. */
type Wants<Named> = Map<string, { readonly want: Named; readonly waiting: Set<Settle> }>;

/** The wants sent to one peer and not answered yet, and those that come next. */
export class WantBatches<Named> {
  readonly #send: (batch: readonly Named[]) => Promise<void>;
  #sent: Wants<Named> = new Map();
  #next: Wants<Named> = new Map();
  #silence: NodeJS.Timeout | undefined;
  #isFlushing = false;

  /** `send` tells the peer of a batch; it fails when the peer is not there. */
  constructor(send: (batch: readonly Named[]) => Promise<void>) {
    this.#send = send;
  }

  /** Nobody waits for anything. */
  get isIdle(): boolean {
    return this.#sent.size === 0 && this.#next.size === 0;
  }

  /** Waits for a block; wants of one turn of the event loop leave together. */
  want(name: string, want: Named, settle: Settle): void {
    const wants = this.#sent.has(name) ? this.#sent : this.#next;
    const entry = wants.get(name) ?? { want, waiting: new Set() };
    entry.waiting.add(settle);
    wants.set(name, entry);
    this.#flushSoon();
  }

  /** One of those who wait does so no more. */
  leave(name: string, settle: Settle): void {
    for (const wants of [this.#sent, this.#next]) {
      const waiting = wants.get(name)?.waiting;
      waiting?.delete(settle);
      if (waiting?.size === 0) wants.delete(name);
    }
    this.#flushSoon();
  }

  /** The peer answered for one block. */
  answer(name: string, answer: Answer): void {
    const waiting = this.#sent.get(name)?.waiting;
    this.#sent.delete(name);
    for (const settle of waiting ?? []) settle(answer);
    this.#flushSoon();
  }

  /** Nothing more is to be had from the peer. */
  answerAll(answer: Answer): void {
    const wants = [...this.#sent.values(), ...this.#next.values()];
    this.#sent.clear();
    this.#next.clear();
    clearTimeout(this.#silence);
    for (const { waiting } of wants) for (const settle of waiting) settle(answer);
  }

  #flushSoon(): void {
    // Whatever happens here is a sign of life, or the end of the wait.
    clearTimeout(this.#silence);
    if (this.#sent.size > 0) this.#silence = setTimeout(() => this.answerAll({ type: 'silent' }), SILENCE_MS);
    if (this.#isFlushing || this.#sent.size > 0 || this.#next.size === 0) return;
    this.#isFlushing = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushing = false;
    if (this.#sent.size > 0 || this.#next.size === 0) return;
    this.#sent = this.#next;
    this.#next = new Map();
    this.#flushSoon();
    this.#send([...this.#sent.values()].map(({ want }) => want)).catch(() => this.answerAll({ type: 'gone' }));
  }
}
