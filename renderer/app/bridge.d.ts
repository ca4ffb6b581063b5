import type { ErrorReport } from '../../domain/errors.js';

/** What the preload gives the page: the one way out of the window. */
export interface Bridge {
  /** Asks the app by name; never rejects for what the app answers. */
  call(
    name: string,
    input: unknown,
  ): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorReport }>;
  /** Something that a screen shows may have changed. @returns a function that ends it */
  onChanged(listener: () => void): () => void;
  /** Where a dropped file or folder lies on the disk; empty when it lies nowhere. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    readonly corehour: Bridge;
  }
}
