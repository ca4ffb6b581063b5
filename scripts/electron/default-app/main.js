/**
 * What an Electron without an app of its own does: it takes the app named on its command line and becomes it. Our
 * development runtime comes without this part. Electron waits with `ready` until this module, and so the app, is loaded.
 */
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {import('electron').App & { setAppPath(path: string): void, setVersion(version: string): void }} Host */

const host = /** @type {Host} */ (app);
const { target, required } = readCommandLine(process.argv.slice(1));
const require = createRequire(join(process.cwd(), 'command-line.js'));
for (const name of required) require(name);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
if (!target) {
  console.error('Name the folder of an app: electron [switches] <folder>');
  process.exit(2);
}
try {
  await import(pathToFileURL(become(resolve(target))).href);
} catch (thrown) {
  console.error('The app could not be loaded.', thrown);
  process.exit(1);
}

/**
 * Chromium's switches stand before the app; what follows the app is the app's own.
 * @param {string[]} words
 * @returns {{ target: string | undefined, required: string[] }}
 */
function readCommandLine(words) {
  const required = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--require' || word === '-r') required.push(words[++index] ?? '');
    else if (!word.startsWith('-')) return { target: word, required };
  }
  return { target: undefined, required };
}

/**
 * Takes on the name, version and folders of the app at `path`; answers the file to load.
 * @param {string} path A folder with a package.json, or a file.
 */
function become(path) {
  if (!statSync(path).isDirectory()) {
    host.setAppPath(dirname(path));
    return path;
  }
  const { name, productName, version, desktopName, main } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  host.setName(productName ?? name ?? host.getName());
  if (version) host.setVersion(version);
  host.setDesktopName(desktopName ?? `${host.getName()}.desktop`);
  if (!host.commandLine.hasSwitch('user-data-dir')) host.setPath('userData', join(host.getPath('appData'), host.getName()));
  host.setAppPath(path);
  return join(path, main ?? 'index.js');
}
