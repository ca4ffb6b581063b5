/** Calls that only a desktop answers: dialogs, opening files, the look of the window. */
import { z } from 'zod';
import type { IpcTable } from './call.js';

const paths = z.object({ paths: z.array(z.string()) });

export const shellCalls = {
  /** Empty when the person thought better of it. */
  'shell.chooseFiles': { input: z.object({ title: z.string(), extensions: z.array(z.string()) }), output: paths },
  'shell.chooseFolder': { input: z.object({ title: z.string() }), output: paths },
  /** A text file of a person's choice, at most 64 KiB; absent when they thought better of it. */
  'shell.readFile': { input: z.object({ title: z.string() }), output: z.object({ text: z.string().optional() }) },
  'shell.saveFile': {
    input: z.object({ title: z.string(), name: z.string(), text: z.string().max(1_048_576) }),
    output: z.object({ path: z.string().optional() }),
  },
  /** Opens a file with the program the system has for it. */
  'shell.open': { input: z.object({ path: z.string() }), output: z.null() },
  'shell.show': { input: z.object({ path: z.string() }), output: z.null() },
  'shell.openLogs': { input: z.null(), output: z.null() },
  'shell.copy': { input: z.object({ text: z.string().max(65_536) }), output: z.null() },
  'shell.appearance': { input: z.object({ appearance: z.enum(['system', 'light', 'dark']) }), output: z.null() },
} as const satisfies IpcTable;
