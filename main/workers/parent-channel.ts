/** The way to the parent: the IPC channel of a forked Node child, or the port of an Electron utility process. */
import type { FromChild } from '../../domain/wire/process.js';

export interface ParentChannel {
  /** Sends; a message to a parent that is gone is dropped, `lost` tells of that. */
  readonly send: (message: FromChild) => void;
}

interface Listeners {
  readonly receive: (message: unknown) => void;
  readonly lost: () => void;
}

/** The part of Electron's `process.parentPort` used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** Listens to the parent. @throws Error when the process was not started by a parent that can be spoken to. */
export function parentChannel({ receive, lost }: Listeners): ParentChannel {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };
  if (parentPort) {
    parentPort.on('message', (event) => receive(event.data));
    return { send: (message) => parentPort.postMessage(message) };
  }
  if (!process.send) throw new Error('This process is started by the node, not by hand.');
  process.on('message', receive);
  process.on('disconnect', lost);
  // The pipes end with the parent; what is said then has no reader and must not become a crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { send: (message) => process.send?.(message, undefined, undefined, () => undefined) };
}
