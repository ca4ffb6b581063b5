/** Children that the desktop starts on the app's behalf. */
import type { ProcessExit, SpawnRequest, SpawnedProcess, Spawner } from '../adapters.js';
import type { ToApp, ToDesktop } from './link.js';

interface Listeners {
  pid?: number;
  onStart?: (pid: number) => void;
  onMessage?: (message: unknown) => void;
  onLine?: (line: string) => void;
  onExit?: (exit: ProcessExit) => void;
}

export class LinkSpawner implements Spawner {
  readonly #children = new Map<number, Listeners>();
  #lastId = 0;

  constructor(private readonly send: (message: ToDesktop) => void) {}

  spawn(request: SpawnRequest): SpawnedProcess {
    const id = ++this.#lastId;
    const child: Listeners = {};
    this.#children.set(id, child);
    this.send({ type: 'spawn', id, request });
    return {
      pid: () => child.pid,
      onStart: (listener) => {
        if (child.pid === undefined) child.onStart = listener;
        else listener(child.pid);
      },
      send: (message) => this.send({ type: 'tell', id, message }),
      onMessage: (listener) => {
        child.onMessage = listener;
      },
      onLine: (listener) => {
        child.onLine = listener;
      },
      onExit: (listener) => {
        child.onExit = listener;
      },
      kill: () => this.send({ type: 'kill', id }),
    };
  }

  /** Takes what the desktop tells of a child; anything else is left alone. */
  take(message: ToApp): void {
    if (!('id' in message)) return;
    const child = this.#children.get(message.id);
    switch (message.type) {
      case 'started':
        if (child) child.pid = message.pid;
        child?.onStart?.(message.pid);
        return;
      case 'said':
        return child?.onMessage?.(message.message);
      case 'line':
        return child?.onLine?.(message.line);
      case 'exited':
        this.#children.delete(message.id);
        return child?.onExit?.(message.exit);
      case 'ipc':
      case 'secret-done':
      case 'secret-failed':
        return;
    }
  }
}
