/**
 * Brings a fresh clone to where a command can run. A part that is in place is left alone: its stamp under `.setup`
 * holds the hash of what it was made from.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMPS = join(ROOT, '.setup');
const OLDEST_NODE = [20, 18];
const LAST_WORDS = 4000;

/** @typedef {'packages' | 'build' | 'contract packages'} Part */
/**
 * @typedef {object} Recipe
 * @property {string} what What a person reads.
 * @property {number} expectedSeconds
 * @property {() => string[]} madeFrom Files, relative to the root, whose change makes it anew.
 * @property {string} makes A path that is there once it was made.
 * @property {[string, ...string[]]} command
 */

/** @type {Record<Part, Recipe>} */
const RECIPES = {
  packages: {
    what: 'Installing the packages from the npm registry',
    expectedSeconds: 40,
    madeFrom: () => ['package-lock.json'],
    makes: 'node_modules/.package-lock.json',
    command: ['npm', 'ci', '--no-audit', '--no-fund', '--no-update-notifier'],
  },
  build: {
    what: 'Building the programs',
    expectedSeconds: 5,
    madeFrom: () => [
      'package-lock.json',
      'vite.config.ts',
      ...sources('domain'),
      ...sources('main'),
      ...sources('scripts'),
      ...sources('tests/nodes'),
    ],
    makes: 'out/main/headless.js',
    command: ['npx', '--no-install', 'vite', 'build'],
  },
  'contract packages': {
    what: 'Installing the packages of the contracts',
    expectedSeconds: 30,
    madeFrom: () => ['contracts/package-lock.json'],
    makes: 'contracts/node_modules/.package-lock.json',
    command: ['npm', 'ci', '--prefix', 'contracts', '--no-audit', '--no-fund', '--no-update-notifier'],
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
  const stamp = stampOf(part);
  return (
    existsSync(join(ROOT, RECIPES[part].makes)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(part)
  );
}

/**
 * @param {Part} part
 * @param {number} number
 * @param {number} all
 */
async function make(part, number, all) {
  const { what, expectedSeconds, command } = RECIPES[part];
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`[${number} of ${all}] ${what} (about ${expectedSeconds} s)`);
  const ticking = setInterval(() => console.log(`        still at it after ${seconds()} s`), 15_000);
  rmSync(stampOf(part), { force: true });
  try {
    await quietly(command, what);
  } finally {
    clearInterval(ticking);
  }
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampOf(part), hashOf(part));
  console.log(`        done in ${seconds()} s`);
}

/**
 * Runs a command without its chatter; where it fails, its last words are the error.
 * @param {[string, ...string[]]} command
 * @param {string} what
 */
function quietly([program, ...args], what) {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (/** @type {Buffer} */ piece) => {
    said = (said + piece.toString()).slice(-LAST_WORDS);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`${what} failed. Is the network there? This is what it said:\n${said.trim()}`));
      });
    })
  );
}

/** @param {Part} part */
function stampOf(part) {
  return join(STAMPS, part.replaceAll(' ', '-'));
}

/** @param {Part} part */
function hashOf(part) {
  const hash = createHash('sha256').update(`node ${process.versions.modules}\0`);
  for (const path of RECIPES[part].madeFrom())
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
    .filter((entry) => entry.isFile() && /\.(ts|tsx|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}
