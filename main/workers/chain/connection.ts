/** One client of the server: its subscriptions, its waiting calls, its frames. */
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { AppError } from '../../../domain/errors.js';
import { RpcError, rpcErrorOf } from './rpc-error.js';

/** How many calls of one client may wait for the interpreter. */
const MOST_WAITING = { view: 4, submission: 16 } as const;
const MOST_SUBSCRIPTIONS = 128;
/** What a client may leave unread before it is cut off, in bytes. */
const MOST_UNREAD = 32 * 1024 * 1024;

/** Sends one notice of a subscription. */
export type Notify = (result: unknown) => void;

/** A client as methods see it. */
export interface Caller {
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
  /** Begins a subscription; `begin` returns what ends it. @returns its id. */
  subscribe(event: string, begin: (notify: Notify, end: () => void) => () => void): string;
  unsubscribe(id: unknown): boolean;
  /** Does work that waits for the interpreter. @throws AppError `chain.busy` when too much waits already. */
  wait<Result>(purpose: keyof typeof MOST_WAITING, work: () => Promise<Result>): Promise<Result>;
}

/** A method of the allow-list. */
export type Method = (parameters: readonly unknown[], caller: Caller) => unknown;
export type Methods = Readonly<Record<string, Method>>;

const request = z.object({
  id: z.union([z.number(), z.string(), z.null()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});

export class Connection implements Caller {
  readonly #socket: WebSocket;
  readonly #methods: Methods;
  readonly #subscriptions = new Map<string, () => void>();
  readonly #waiting = { view: 0, submission: 0 };
  readonly #closed = new AbortController();
  #nextSubscription = 1;

  constructor(socket: WebSocket, methods: Methods) {
    this.#socket = socket;
    this.#methods = methods;
    socket.on('message', (data, isBinary) => {
      if (isBinary) socket.close(1003);
      else void this.#answer(Buffer.concat(Array.isArray(data) ? data : [new Uint8Array(data)]).toString());
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#close());
  }

  get gone(): AbortSignal {
    return this.#closed.signal;
  }

  /** Calls that wait for the interpreter. */
  get waiting(): number {
    return this.#waiting.view + this.#waiting.submission;
  }

  subscribe(event: string, begin: (notify: Notify, end: () => void) => () => void): string {
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      throw new AppError('chain.busy', 'This connection has too many subscriptions. End some first.');
    }
    const id = `${event}-${this.#nextSubscription}`;
    this.#nextSubscription += 1;
    this.#subscriptions.set(id, () => undefined);
    // Notices follow the answer that tells the client this subscription's id.
    const notify: Notify = (result) => {
      setImmediate(() => this.#send({ method: event, params: { subscription: id, result } }));
    };
    const stop = begin(notify, () => this.unsubscribe(id));
    if (this.#subscriptions.has(id)) this.#subscriptions.set(id, stop);
    return id;
  }

  unsubscribe(id: unknown): boolean {
    const stop = this.#subscriptions.get(String(id));
    this.#subscriptions.delete(String(id));
    stop?.();
    return stop !== undefined;
  }

  async wait<Result>(purpose: 'view' | 'submission', work: () => Promise<Result>): Promise<Result> {
    if (this.#waiting[purpose] >= MOST_WAITING[purpose]) {
      const most = MOST_WAITING[purpose];
      const message = `${most} calls of this connection wait already. Wait for one of them, then ask again.`;
      throw new AppError('chain.busy', message, { data: { purpose, most } });
    }
    this.#waiting[purpose] += 1;
    try {
      return await work();
    } finally {
      this.#waiting[purpose] -= 1;
    }
  }

  async #answer(text: string): Promise<void> {
    let id: number | string | null = null;
    try {
      const parsed = request.safeParse(parseJson(text));
      if (!parsed.success) throw new RpcError(-32600, 'Invalid request: one JSON-RPC 2.0 call a message');
      id = parsed.data.id;
      const { method, params } = parsed.data;
      const handler = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined;
      if (!handler) throw new RpcError(-32601, `Method not found: this network does not serve ${method.slice(0, 64)}`);
      const result = await handler(params, this);
      this.#send({ id, result: result ?? null });
    } catch (error) {
      this.#send({ id, error: rpcErrorOf(error) });
    }
  }

  #send(body: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_UNREAD) return this.#socket.terminate();
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', ...body }));
  }

  #close(): void {
    this.#closed.abort();
    for (const stop of this.#subscriptions.values()) stop();
    this.#subscriptions.clear();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RpcError(-32700, 'Parse error');
  }
}
