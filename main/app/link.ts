/**
 * What passes between the app, which runs in a thread of its own so that the window never waits for it, and the
 * desktop around it, which alone may start utility processes, use the keyring and show windows. Both ends are ours and
 * in one process: the shapes are the compiler's.
 */
import type { ErrorReport } from '../../domain/errors.js';
import type { IpcAnswer, IpcRequest } from '../../domain/wire/ipc/all.js';
import type { ToChild } from '../../domain/wire/process.js';
import type { Folders, ProcessExit, Secrets, SpawnRequest } from '../adapters.js';

/** What the thread is started with. */
export interface AppStart {
  readonly folders: Folders;
  readonly root: string;
  readonly version: string;
  readonly resultsFolder: string;
  readonly secrets: Secrets['kind'];
}

export type ToDesktop =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly error: ErrorReport }
  | { readonly type: 'changed' }
  | { readonly type: 'stopped' }
  | { readonly type: 'spawn'; readonly id: number; readonly request: SpawnRequest }
  | { readonly type: 'tell'; readonly id: number; readonly message: ToChild }
  | { readonly type: 'kill'; readonly id: number }
  | { readonly type: 'secret'; readonly id: number; readonly act: 'seal' | 'open'; readonly content: Uint8Array }
  | IpcAnswer;

export type ToApp =
  | { readonly type: 'stop' }
  | { readonly type: 'crashed'; readonly sentence: string }
  | { readonly type: 'started'; readonly id: number; readonly pid: number }
  | { readonly type: 'said'; readonly id: number; readonly message: unknown }
  | { readonly type: 'line'; readonly id: number; readonly line: string }
  | { readonly type: 'exited'; readonly id: number; readonly exit: ProcessExit }
  | { readonly type: 'secret-done'; readonly id: number; readonly content: Uint8Array }
  | { readonly type: 'secret-failed'; readonly id: number; readonly error: ErrorReport }
  | IpcRequest;
