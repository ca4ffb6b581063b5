/** Calls of the first run and of the frame around the pages: where the app stands, joining, settings, files. */
import { z } from 'zod';
import type { IpcTable } from './call.js';
import { problem } from './shapes.js';

/** `stopped`: it was to run and cannot; the problem says why. */
export const APP_STAGES = ['first-run', 'starting', 'running', 'stopped'] as const;
export type AppStage = (typeof APP_STAGES)[number];

const where = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('try-here') }),
  z.object({ kind: z.literal('host'), networkName: z.string().trim().min(1).max(64) }),
  /** The text of an invitation file. */
  z.object({ kind: z.literal('invitation'), text: z.string().max(65_536) }),
]);
export type Where = z.infer<typeof where>;

const state = z.object({
  version: z.string(),
  stage: z.enum(APP_STAGES),
  /** What starting does, in order. */
  steps: z.array(z.object({ text: z.string(), state: z.enum(['done', 'now', 'waiting']) })),
  problem: problem.optional(),
  network: z
    .object({
      name: z.string(),
      kind: z.enum(['try-here', 'hosted', 'joined']),
      isConnected: z.boolean(),
      /** When facts last came, for "showing what was known at". */
      lastHeardAt: z.number().optional(),
    })
    .optional(),
  neighbours: z.array(z.object({ name: z.string(), state: z.enum(['starting', 'running', 'stopped']) })),
  /** Children that ended unasked and were started again, newest first. */
  crashes: z.array(z.object({ at: z.number(), sentence: z.string() })),
});
export type AppState = z.infer<typeof state>;

const appearance = z.enum(['system', 'light', 'dark']);
export type Appearance = z.infer<typeof appearance>;

const settings = z.object({
  name: z.string(),
  appearance,
  /** Where results of new jobs go. */
  resultsFolder: z.string(),
  storageCapBytes: z.number(),
  storageUsedBytes: z.number().optional(),
  /** What working must leave above its cost, in basis points. */
  marginBps: z.number(),
  /** Whether this computer checks others' work when drawn. */
  checksOthers: z.boolean(),
  keptBy: z.enum(['file', 'passphrase', 'keyring']),
  wordsSaved: z.boolean(),
});
export type SettingsView = z.infer<typeof settings>;

const settingsChange = settings
  .pick({ appearance: true, resultsFolder: true, storageCapBytes: true, marginBps: true, checksOthers: true })
  .partial();

export const appCalls = {
  'app.state': { input: z.null(), output: state },
  /** Sets the name and goes to the network; how it goes on is told by the state. */
  'app.join': { input: z.object({ name: z.string(), where }), output: z.null() },
  'app.retry': { input: z.null(), output: z.null() },
  /** Goes back to choosing a network; what lies in the folder of this one stays. */
  'app.leave': { input: z.null(), output: z.null() },
  /** Starts or stops the neighbours of "Try it here". */
  'app.neighbours': { input: z.object({ run: z.boolean() }), output: z.null() },
  'app.invite': { input: z.null(), output: z.object({ text: z.string() }) },
  'settings.get': { input: z.null(), output: settings },
  'settings.change': { input: settingsChange, output: settings },
  /** The files behind dropped or chosen paths, folders opened; `leftOut` are those beyond the most a job may have. */
  'files.list': {
    input: z.object({ paths: z.array(z.string()).max(10_000) }),
    output: z.object({
      files: z.array(z.object({ path: z.string(), name: z.string(), size: z.number() })),
      leftOut: z.number(),
      unreadable: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  },
} as const satisfies IpcTable;
