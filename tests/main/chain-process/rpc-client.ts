/** A bare JSON-RPC client, to ask what polkadot.js would not. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { disposeLater } from './networks.js';

/** An answer as it came. */
export interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: { readonly code?: string } };
}

export class RpcClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as Answer & { id?: number };
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    });
  }

  static async open(endpoint: string): Promise<RpcClient> {
    const socket = new WebSocket(endpoint);
    await once(socket, 'open');
    const client = new RpcClient(socket);
    disposeLater(() => client.close());
    return client;
  }

  ask(method: string, ...params: unknown[]): Promise<Answer> {
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return answer;
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
}
