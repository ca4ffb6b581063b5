/** The calls a window makes of the app: those of the node that is up, and those about the app itself. */
import { type AppCalls, NODE_CALLS } from '../../domain/wire/ipc/all.js';
import type { SettingsView, appCalls } from '../../domain/wire/ipc/app.js';
import type { HandlersOf } from '../../domain/wire/ipc/call.js';
import { AppError } from '../../domain/errors.js';
import type { NodeHandlers } from '../ipc/server.js';
import { gatherFiles } from '../jobs/files.js';
import type { App } from './app.js';

export function appHandlers(app: App): HandlersOf<AppCalls> {
  return { ...nodeHandlers(app), ...ownHandlers(app) };
}

/** Each goes to the node that is up when it comes. */
function nodeHandlers(app: App): NodeHandlers {
  const names = Object.keys(NODE_CALLS) as (keyof NodeHandlers)[];
  const through = names.map((name) => [
    name,
    async (input: unknown) => (app.node.handlers[name] as (given: unknown) => Promise<unknown>)(input),
  ]);
  return Object.fromEntries(through) as NodeHandlers;
}

function ownHandlers(app: App): HandlersOf<typeof appCalls> {
  return {
    'app.state': () => app.state(),
    'app.join': async ({ name, where }) => {
      await app.join(name, where);
      return null;
    },
    'app.retry': async () => {
      app.retry();
      return null;
    },
    'app.leave': async () => {
      await app.leave();
      return null;
    },
    'app.neighbours': async ({ run }) => {
      await app.runNeighbours(run);
      return null;
    },
    'app.invite': async () => {
      const host = app.session?.host;
      if (!host) {
        throw new AppError('chain.refused', 'Only the computer that hosts a network can invite. Ask its host.');
      }
      return { text: JSON.stringify(await host.invite(), null, 2) };
    },
    'settings.get': () => settingsView(app),
    'settings.change': async ({ checksOthers, ...change }) => {
      const { roles } = app.settings.get();
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      app.settings.change({
        ...given,
        ...(checksOthers !== undefined && { roles: { ...roles, verify: checksOthers } }),
      });
      return settingsView(app);
    },
    'files.list': ({ paths }) => gatherFiles(paths),
  };
}

async function settingsView(app: App): Promise<SettingsView> {
  const { name, appearance, resultsFolder, storageCapBytes, marginBps, roles, wordsSaved } = app.settings.get();
  const used = await app.session?.node.storageUsed();
  return {
    name,
    appearance,
    resultsFolder: resultsFolder || app.request.resultsFolder,
    storageCapBytes,
    ...(used !== undefined && { storageUsedBytes: used }),
    marginBps,
    checksOthers: roles.verify,
    keptBy: app.request.adapters.secrets.kind,
    wordsSaved,
  };
}
