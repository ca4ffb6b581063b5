/** A line that can be cut: passes TCP on to a port, and to another one when told. */
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface Proxy {
  /** The endpoint as seen through the proxy. */
  readonly through: (endpoint: string) => string;
  /** Cuts every line, and refuses new ones. */
  readonly cut: () => void;
  /** Cuts every line once a message with this in it comes from the network: the other end never gets that one whole. */
  readonly cutAt: (pattern: RegExp) => Promise<void>;
  /** Lets lines through to where `endpoint` listens. */
  readonly join: (endpoint: string) => void;
  readonly dispose: () => Promise<void>;
}

/** A message may come in pieces. */
const LONGEST_PATTERN = 200;

export async function startProxy(): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let target: number | undefined;
  let trap: { readonly pattern: RegExp; readonly sprung: () => void } | undefined;
  const look = (there: Socket): void => {
    let seen = '';
    there.on('data', (piece: Buffer) => {
      if (!trap) return;
      seen = `${seen.slice(-LONGEST_PATTERN)}${piece.toString('latin1')}`;
      if (!trap.pattern.test(seen)) return;
      const { sprung } = trap;
      trap = undefined;
      cut();
      sprung();
    });
  };
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((here) => {
    keep(here);
    if (target === undefined) {
      here.destroy();
      return;
    }
    const there = connect(target, '127.0.0.1');
    keep(there);
    look(there);
    here.pipe(there).pipe(here);
    here.on('close', () => there.destroy());
    there.on('close', () => here.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    target = undefined;
    for (const socket of sockets) socket.destroy();
  };
  return {
    through: (endpoint) => {
      const url = new URL(endpoint);
      url.port = String(port);
      return url.toString();
    },
    cut,
    cutAt: (pattern) =>
      new Promise((sprung) => {
        trap = { pattern, sprung };
      }),
    join: (endpoint) => {
      target = Number(new URL(endpoint).port);
    },
    dispose: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
