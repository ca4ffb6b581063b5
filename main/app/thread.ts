/** The thread the app runs in. Keys never leave it but to be sealed. */
import { parentPort, workerData } from 'node:worker_threads';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf } from '../../domain/errors.js';
import { APP_CALLS, type IpcRequest } from '../../domain/wire/ipc/all.js';
import { fileSettings, systemClock, systemRandom } from '../headless-adapters.js';
import { answer } from '../ipc/server.js';
import { openLog } from '../log.js';
import { App } from './app.js';
import { appHandlers } from './handlers.js';
import { LinkSecrets } from './link-secrets.js';
import { LinkSpawner } from './link-spawner.js';
import type { AppStart, ToApp, ToDesktop } from './link.js';

const port = parentPort;
if (!port) throw new Error('The app runs in a thread of the desktop program.');
const start = workerData as AppStart;
const send = (message: ToDesktop): void => port.postMessage(message);
const spawner = new LinkSpawner(send);
const secrets = new LinkSecrets(start.secrets, send);
const { folders, root, version, resultsFolder } = start;
for (const folder of [folders.data, folders.scratch, folders.log, folders.previews])
  mkdirSync(folder, { recursive: true });
const logFile = openLog({ folder: folders.log, now: systemClock.now });

const app = App.open({
  root,
  version,
  resultsFolder,
  adapters: {
    clock: systemClock,
    random: systemRandom,
    log: logFile.log,
    folders,
    secrets,
    settings: fileSettings(folders.data),
    spawner,
    builtFolder: join(root, 'out', 'main'),
  },
});
const handlers = app.then(appHandlers);
// Told as `failed` below, and as the answer to every call.
handlers.catch(() => undefined);

app.then(
  (opened) => {
    opened.onChange(() => send({ type: 'changed' }));
    send({ type: 'ready' });
  },
  (thrown: unknown) => send({ type: 'failed', error: reportOf(thrown) }),
);

port.on('message', (message: ToApp) => {
  spawner.take(message);
  secrets.take(message);
  if (message.type === 'ipc') void serve(message);
  if (message.type === 'crashed') void noteCrash(message.sentence);
  if (message.type === 'stop') void stop();
});

async function serve(message: IpcRequest): Promise<void> {
  try {
    await answer(APP_CALLS, await handlers, { isTrusted: () => true, send }, message);
  } catch (thrown) {
    send({ type: 'ipc', id: message.id, ok: false, error: reportOf(thrown) });
  }
}

async function noteCrash(sentence: string): Promise<void> {
  try {
    (await app).noteCrash(sentence);
  } catch {
    // An app that never opened has nobody to tell.
  }
}

async function stop(): Promise<void> {
  try {
    await (await app).dispose();
  } catch (thrown) {
    logFile.log.error('Closing failed', { error: reportOf(thrown).message });
  }
  logFile.close();
  send({ type: 'stopped' });
}
