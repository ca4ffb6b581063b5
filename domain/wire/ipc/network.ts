/** Calls of the Network page: which one, since when in step, what is out there. */
import { z } from 'zod';
import type { IpcTable } from './call.js';

export const networkCalls = {
  'network.status': {
    input: z.null(),
    output: z.object({
      name: z.string(),
      isConnected: z.boolean(),
      block: z.number(),
      people: z.number(),
      seats: z.number(),
      openTasks: z.number(),
      pids: z.record(z.string(), z.number()),
    }),
  },
} as const satisfies IpcTable;
