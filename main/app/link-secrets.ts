/** Secrets that the desktop's keyring seals and opens. */
import { errorOf } from '../../domain/errors.js';
import type { Secrets } from '../adapters.js';
import type { ToApp, ToDesktop } from './link.js';

interface Waiting {
  readonly resolve: (content: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export class LinkSecrets implements Secrets {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(
    readonly kind: Secrets['kind'],
    private readonly send: (message: ToDesktop) => void,
  ) {}

  seal(secret: Uint8Array): Promise<Uint8Array> {
    return this.#ask('seal', secret);
  }

  open(sealed: Uint8Array): Promise<Uint8Array> {
    return this.#ask('open', sealed);
  }

  take(message: ToApp): void {
    if (message.type !== 'secret-done' && message.type !== 'secret-failed') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'secret-done') waiting?.resolve(message.content);
    else waiting?.reject(errorOf(message.error));
  }

  #ask(act: 'seal' | 'open', content: Uint8Array): Promise<Uint8Array> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.send({ type: 'secret', id, act, content });
    });
  }
}
