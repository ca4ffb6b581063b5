/** Every call a client of the node may make, and how a call and its answer cross. */
import { z } from 'zod';
import { ERROR_CODES } from '../../errors.js';
import { jobsCalls } from './jobs.js';
import { networkCalls } from './network.js';
import { peopleCalls } from './people.js';

export const IPC_CALLS = { ...jobsCalls, ...peopleCalls, ...networkCalls } as const;
export type IpcName = keyof typeof IPC_CALLS;
export type IpcInput<Name extends IpcName> = z.infer<(typeof IPC_CALLS)[Name]['input']>;
export type IpcOutput<Name extends IpcName> = z.infer<(typeof IPC_CALLS)[Name]['output']>;

export const ipcRequest = z.object({ type: z.literal('ipc'), id: z.number(), name: z.string(), input: z.unknown() });

export const ipcAnswer = z.discriminatedUnion('ok', [
  z.object({ type: z.literal('ipc'), id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.object({
    type: z.literal('ipc'),
    id: z.number(),
    ok: z.literal(false),
    error: z.object({
      code: z.enum(ERROR_CODES),
      message: z.string(),
      data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    }),
  }),
]);

/** Sent unasked: something a screen shows may have changed. */
export const ipcChanged = z.object({ type: z.literal('changed'), block: z.number() });
/** Sent once, when the node is ready for calls. */
export const ipcReady = z.object({ type: z.literal('ready') });
