/** Puts an Electron in place: its own download where that can be reached, else the development runtime. Says which. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNTIME_FOLDER, findElectron, wantedVersion } from './executable.mjs';
import { makeRuntime } from './runtime.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const DOWNLOAD_LIMIT_MS = 300_000;

try {
  await install();
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}

async function install() {
  const wanted = wantedVersion();
  const failure = await download();
  if (failure === undefined) {
    rmSync(RUNTIME_FOLDER, { recursive: true, force: true });
  } else {
    console.log(`Electron ${wanted} could not be downloaded: ${failure}. Making a development runtime instead.`);
    await makeRuntime(RUNTIME_FOLDER);
  }
  const found = findElectron();
  if (!found) throw new Error('The set-up ended without an Electron. Run the command again.');
  console.log(
    `The app will run on Electron ${found.version}${found.version === wanted ? '' : ', for development only'}.`,
  );
}

/**
 * Runs the installer that Electron's package brings.
 * @returns {Promise<string | undefined>} Why it failed, in one line.
 */
function download() {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.on('data', (/** @type {Buffer} */ piece) => {
    said += piece.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal ? `no end after ${DOWNLOAD_LIMIT_MS / 1000} s` : reasonIn(said));
    });
  });
}

/** @param {string} text What the installer wrote before it failed. */
function reasonIn(text) {
  if (text.includes('fetch failed')) return 'its download host cannot be reached';
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line.includes('Error')) ?? lines[0] ?? '';
}
