/** Runs the app in the foreground of a terminal, and leaves nothing of it behind. */
import { spawn } from 'node:child_process';

/** A terminal and npm may both hand on one Ctrl-C; only a later one means "now". */
const SAME_SIGNAL_MS = 1000;

/**
 * Runs `line` in a process group of its own, so that a Ctrl-C reaches it once: Chromium ends at once at the second. What
 * it leaves in its group is ended with it.
 * @param {[string, ...string[]]} line
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} The exit code.
 */
export function runInForeground([program, ...args], env) {
  const hasGroup = process.platform !== 'win32';
  const child = spawn(program, args, { stdio: 'inherit', env, detached: hasGroup });
  let lastSignalAt = Number.NEGATIVE_INFINITY;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const now = performance.now();
    if (now - lastSignalAt < SAME_SIGNAL_MS) return;
    lastSignalAt = now;
    child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      if (hasGroup && child.pid !== undefined) endGroup(child.pid);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** @param {number} leader */
function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (thrown) {
    if (/** @type {NodeJS.ErrnoException} */ (thrown).code !== 'ESRCH') throw thrown;
  }
}
