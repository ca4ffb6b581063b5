/**
 * The door of the network: WebSocket, on loopback alone unless it is hosted for others, behind a path that only invited
 * clients know.
 *
 * The path holds a random token that stays the same over restarts. A page in a browser is refused even with it (it
 * sends its origin). What passes is a JSON-RPC call of the allow-list, one a message; see `methods.ts`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, STATUS_CODES, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Reach } from '../../../domain/wire/profile.js';
import { Connection, type Methods } from './connection.js';

const LOOPBACK = '127.0.0.1';
const HOSTS: Readonly<Record<Reach, string>> = { 'this-computer': LOOPBACK, 'local-network': '0.0.0.0' };
const MOST_CONNECTIONS = 64;
const LONGEST_MESSAGE = 2 * 1024 * 1024;

export class RpcServer {
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #token: string;
  readonly #connections = new Set<Connection>();

  private constructor(token: string, methods: Methods) {
    this.#token = token;
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false });
    this.#http = createServer((_, response) => {
      response.writeHead(426).end();
    });
    this.#http.on('upgrade', (request, socket, head) => {
      const refusal = this.#refusal(request);
      if (refusal !== undefined) return refuse(socket, refusal);
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        const connection = new Connection(client, methods);
        this.#connections.add(connection);
        client.on('close', () => this.#connections.delete(connection));
      });
    });
  }

  /** Listens on `port`, or on a free one for 0. */
  static async open(port: number, reach: Reach, token: string, methods: Methods): Promise<RpcServer> {
    const server = new RpcServer(token, methods);
    await new Promise<void>((resolve, reject) => {
      server.#http.once('error', reject);
      server.#http.listen(port, HOSTS[reach], resolve);
    });
    return server;
  }

  /** The address clients on this computer use, token included: a secret between host and guests. */
  get endpoint(): string {
    return `ws://${LOOPBACK}:${(this.#http.address() as AddressInfo).port}/${this.#token}`;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Calls of all clients that wait for the interpreter. */
  get waiting(): number {
    return [...this.#connections].reduce((sum, connection) => sum + connection.waiting, 0);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    for (const client of this.#sockets.clients) client.terminate();
    this.#http.closeAllConnections();
    await closed;
  }

  #refusal({ url, headers }: IncomingMessage): number | undefined {
    if (headers.origin !== undefined) return 403;
    if (!isSame(url ?? '', `/${this.#token}`)) return 401;
    return this.#connections.size >= MOST_CONNECTIONS ? 503 : undefined;
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Compares in a time that tells nothing of either. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
