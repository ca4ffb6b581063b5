/** Every call, by who answers it, and how a call and its answer cross. */
import { z } from 'zod';
import { appCalls } from './app.js';
import { homeCalls } from './home.js';
import { jobsCalls } from './jobs.js';
import { lendCalls } from './lend.js';
import { networkCalls } from './network.js';
import { peopleCalls } from './people.js';
import { errorReport } from './shapes.js';
import { shellCalls } from './shell.js';
import { walletCalls } from './wallet.js';

/** A node answers these, in the app and headless. */
export const NODE_CALLS = {
  ...homeCalls,
  ...jobsCalls,
  ...lendCalls,
  ...peopleCalls,
  ...networkCalls,
  ...walletCalls,
} as const;
/** The app answers these beside its node's. */
export const APP_CALLS = { ...NODE_CALLS, ...appCalls } as const;
/** All that a window may ask. */
export const WINDOW_CALLS = { ...APP_CALLS, ...shellCalls } as const;

export type NodeCalls = typeof NODE_CALLS;
export type AppCalls = typeof APP_CALLS;
export type WindowCalls = typeof WINDOW_CALLS;
export type CallName = keyof WindowCalls;
export type CallInput<Name extends CallName> = z.input<WindowCalls[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<WindowCalls[Name]['output']>;

export const ipcRequest = z.object({ type: z.literal('ipc'), id: z.number(), name: z.string(), input: z.unknown() });
export type IpcRequest = z.infer<typeof ipcRequest>;

export const ipcAnswer = z.discriminatedUnion('ok', [
  z.object({ type: z.literal('ipc'), id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('ipc'), id: z.number(), ok: z.literal(false), error: errorReport }),
]);
export type IpcAnswer = z.infer<typeof ipcAnswer>;

/** Sent unasked: something a screen shows may have changed. */
export const ipcChanged = z.object({ type: z.literal('changed'), block: z.number() });
/** Sent once, when the node is ready for calls. */
export const ipcReady = z.object({ type: z.literal('ready') });
