/** Which Electron runs here: the one this project is written for, or else the development runtime. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Found from here or from a program that this was built into. */
const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));
const PACKAGE = join(ROOT, 'node_modules', 'electron');

/** The folder of the development runtime, there or not. */
export const RUNTIME_FOLDER = join(ROOT, '.setup', 'electron');

/**
 * The version of Electron that package.json asks for.
 * @returns {string}
 */
export function wantedVersion() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies.electron;
}

/**
 * The Electron to run.
 * @returns {{ path: string, version: string } | undefined} undefined before it was set up.
 */
export function findElectron() {
  const own = join(PACKAGE, 'dist');
  const name = said(join(PACKAGE, 'path.txt'));
  const candidates = [
    { folder: own, file: name && join(own, name) },
    { folder: RUNTIME_FOLDER, file: join(RUNTIME_FOLDER, 'electron') },
  ];
  for (const { folder, file } of candidates) {
    const version = said(join(folder, 'version')).replace(/^v/, '');
    if (version && file && existsSync(file)) return { path: file, version };
  }
  return undefined;
}

/**
 * Where the executable lies that runs the app, the tests and the screenshots.
 * @returns {string}
 */
export function electronExecutable() {
  const found = findElectron();
  if (!found) throw new Error('There is no Electron here yet. Run `npm start` once; it sets one up.');
  return found.path;
}

/** @param {string} file */
function said(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/**
 * @param {string} folder
 * @returns {string}
 */
function rootAbove(folder) {
  return existsSync(join(folder, 'electron-builder.yml')) ? folder : rootAbove(dirname(folder));
}
