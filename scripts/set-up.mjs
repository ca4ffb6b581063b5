/**
 * Brings a fresh clone to where a command can run. A part that is in place is left alone: its stamp under
 * `.setup/stamps` holds the hash of what it was made from. What belongs to the system has no stamp; it is looked for each time.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findElectron, wantedVersion } from './electron/executable.mjs';
import { missingDisplayPrograms, missingLibraries } from './system/libraries.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMPS = join(ROOT, '.setup', 'stamps');
const OLDEST_NODE = [20, 18];
const LAST_WORDS = 4000;

/** @typedef {'packages' | 'build' | 'contract packages' | 'electron' | 'desktop libraries' | 'virtual display'} Part */
/**
 * @typedef {object} Recipe
 * @property {string} what What a person reads.
 * @property {number} expectedSeconds
 * @property {() => boolean} isThere
 * @property {() => string[]} [madeFrom] Files, relative to the root, whose change makes it anew.
 * @property {() => string} [madeWith] Whatever else makes it anew when it changes.
 * @property {[string, ...string[]]} command
 * @property {boolean} [speaks] What the command prints is for the person, its last words where it fails as well.
 */

/** @type {Record<Part, Recipe>} */
const RECIPES = {
  packages: {
    what: 'Installing the packages from the npm registry',
    expectedSeconds: 40,
    madeFrom: () => ['package-lock.json'],
    isThere: () => existsSync(join(ROOT, 'node_modules/.package-lock.json')),
    command: ['npm', 'ci', '--no-audit', '--no-fund', '--no-update-notifier'],
  },
  build: {
    what: 'Building the programs',
    expectedSeconds: 5,
    madeFrom: () => [
      'package-lock.json',
      ...readdirSync(ROOT).filter((name) => /^vite\..+\.ts$/.test(name)),
      ...['domain', 'main', 'preload', 'renderer', 'scripts', 'tests/nodes', 'tests/bench', 'assets/icons'].flatMap(
        sources,
      ),
    ],
    isThere: () => existsSync(join(ROOT, 'out/main/headless.js')),
    command: ['npm', 'run', '--silent', 'build'],
  },
  'contract packages': {
    what: 'Installing the packages of the contracts',
    expectedSeconds: 30,
    madeFrom: () => ['contracts/package-lock.json'],
    isThere: () => existsSync(join(ROOT, 'contracts/node_modules/.package-lock.json')),
    command: ['npm', 'ci', '--prefix', 'contracts', '--no-audit', '--no-fund', '--no-update-notifier'],
  },
  electron: {
    what: 'Getting Electron, which shows the window',
    expectedSeconds: 20,
    madeFrom: () => ['scripts/electron/runtime.mjs', 'scripts/electron/default-app/main.js'],
    madeWith: wantedVersion,
    isThere: () => findElectron() !== undefined,
    command: ['node', 'scripts/electron/install.mjs'],
    speaks: true,
  },
  'desktop libraries': {
    what: 'Installing the system libraries of the window',
    expectedSeconds: 30,
    isThere: () => findElectron() !== undefined && missingLibraries().length === 0,
    command: ['node', 'scripts/system/install.mjs', 'libraries'],
    speaks: true,
  },
  'virtual display': {
    what: 'Installing a virtual display for tests of the window',
    expectedSeconds: 15,
    isThere: () => missingDisplayPrograms().length === 0,
    command: ['node', 'scripts/system/install.mjs', 'display'],
    speaks: true,
  },
};

/**
 * Makes what is missing of `parts`, in their order.
 * @param {Part[]} parts
 */
export async function setUp(parts) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < (OLDEST_NODE[0] ?? 0) || (major === OLDEST_NODE[0] && minor < (OLDEST_NODE[1] ?? 0))) {
    throw new Error(
      `This needs Node ${OLDEST_NODE.join('.')} or newer; you have ${process.versions.node}. Install Node 20 or newer and try again.`,
    );
  }
  const missing = parts.filter((part) => !isThere(part));
  if (missing.length === 0) return;
  console.log(`Setting up: ${missing.length} of ${parts.length} parts are missing.`);
  for (const [index, part] of missing.entries()) await make(part, index + 1, missing.length);
}

/** @param {Part} part */
function isThere(part) {
  const { isThere, madeFrom } = RECIPES[part];
  const stamp = stampOf(part);
  return isThere() && (!madeFrom || (existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(part)));
}

/**
 * @param {Part} part
 * @param {number} number
 * @param {number} all
 */
async function make(part, number, all) {
  const { what, expectedSeconds, madeFrom } = RECIPES[part];
  if (!madeFrom && isThere(part)) return console.log(`[${number} of ${all}] ${what}: already there`);
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`[${number} of ${all}] ${what} (about ${expectedSeconds} s)`);
  const ticking = setInterval(() => console.log(`        still at it after ${seconds()} s`), 15_000);
  rmSync(stampOf(part), { force: true });
  try {
    await quietly(RECIPES[part]);
  } finally {
    clearInterval(ticking);
  }
  if (madeFrom) {
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(stampOf(part), hashOf(part));
  }
  console.log(`        done in ${seconds()} s`);
}

/**
 * Runs a command without its chatter; where it fails, its last words are the error.
 * @param {Recipe} recipe
 * @returns {Promise<void>}
 */
function quietly({ command: [program, ...args], what, speaks }) {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  child.stdout.on('data', (/** @type {Buffer} */ piece) => {
    said = (said + piece.toString()).slice(-LAST_WORDS);
  });
  child.stderr.on('data', (/** @type {Buffer} */ piece) => {
    complained = (complained + piece.toString()).slice(-LAST_WORDS);
  });
  if (speaks) createInterface({ input: child.stdout }).on('line', (line) => console.log(`        ${line}`));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else if (speaks) reject(new Error(complained.trim()));
      else
        reject(new Error(`${what} failed. Is the network there? This is what it said:\n${(said + complained).trim()}`));
    });
  });
}

/** @param {Part} part */
function stampOf(part) {
  return join(STAMPS, part.replaceAll(' ', '-'));
}

/** @param {Part} part */
function hashOf(part) {
  const hash = createHash('sha256').update(`node ${process.versions.modules}\0`);
  const { madeFrom = () => [], madeWith = () => '' } = RECIPES[part];
  hash.update(`${madeWith()}\0`);
  for (const path of madeFrom())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Every source file below a folder, sorted.
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css|html|json|svg)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}
