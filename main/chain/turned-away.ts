/** Why a line does not come about: the library that holds it does not tell what the host answered at the door. */
import { WebSocket } from 'ws';

const PATIENCE_MS = 5000;
const UNAUTHORIZED = 401;

/** Whether the host at an address lets nobody in by it: the token in it is not the host's. */
export function isTurnedAway(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(endpoint, { handshakeTimeout: PATIENCE_MS });
    const end = (is: boolean): void => {
      resolve(is);
      socket.terminate();
    };
    socket.on('unexpected-response', (_request, response) => end(response.statusCode === UNAUTHORIZED));
    socket.on('open', () => end(false));
    socket.on('error', () => end(false));
  });
}
