/** What the window needs of a Linux system, beyond Node: shared libraries, and a display where there is no screen. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findElectron } from '../electron/executable.mjs';

/** Looked up by Electron as it runs, so its own header does not name them. */
const LOOKED_UP = ['libnotify.so.4'];

/** Packages of Debian and Ubuntu that bring the libraries. Newer releases add `t64` to some of the names. */
export const LIBRARY_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libnotify4',
  'libxtst6',
];

/** Packages of Debian and Ubuntu that bring a display without a screen. */
export const DISPLAY_PACKAGES = ['xvfb', 'xauth'];

/**
 * Libraries that the Electron set up here would not find.
 * @returns {string[]} Their file names; empty where nothing is missing, or where nobody can tell.
 */
export function missingLibraries() {
  const electron = findElectron();
  if (process.platform !== 'linux' || !electron) return [];
  return missingIn(heard('ldd', [electron.path]), heard('ldconfig', ['-p']));
}

/**
 * Programs for a virtual display that are not there; none are needed where there is a screen.
 * @returns {string[]}
 */
export function missingDisplayPrograms() {
  if (process.platform !== 'linux' || process.env.DISPLAY) return [];
  return ['Xvfb', 'xvfb-run', 'xauth'].filter((name) => !searchPath().some((folder) => existsSync(join(folder, name))));
}

/**
 * Reads what `ldd` says of a program and what `ldconfig -p` knows. An empty answer of either says nothing.
 * @param {string} needed
 * @param {string} known
 * @returns {string[]}
 */
export function missingIn(needed, known) {
  const unresolved = needed
    .split('\n')
    .filter((line) => line.includes('=> not found'))
    .map((line) => line.trim().split(' ')[0] ?? '');
  const unknown = known === '' ? [] : LOOKED_UP.filter((name) => !known.includes(`${name} `));
  return [...new Set([...unresolved, ...unknown])];
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function heard(program, args) {
  const env = { ...process.env, PATH: searchPath().join(delimiter), LC_ALL: 'C' };
  return spawnSync(program, args, { encoding: 'utf8', env }).stdout ?? '';
}

/** An ordinary user's path leaves out where `ldconfig` lies. */
function searchPath() {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
}
