/** Whether a window can open here, and what Chromium's sandbox needs. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SET_USER_ID = 0o4000;

/**
 * Why no window can open, with the way on.
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {string | undefined} undefined where one can.
 */
export function displayProblem(platform, env) {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return undefined;
  return 'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. With a virtual one it runs: xvfb-run -a npm start';
}

/**
 * Why Chromium's sandbox cannot be used, in one sentence.
 * @param {{ userId: number | undefined, namespacesRestricted: boolean, helperReady: boolean }} system
 * @returns {string | undefined} undefined where it can.
 */
export function sandboxProblem({ userId, namespacesRestricted, helperReady }) {
  if (userId === 0)
    return 'You are root, and Chromium has no sandbox for root: the window runs without one (--no-sandbox).';
  if (namespacesRestricted && !helperReady) {
    return 'This system allows no user namespaces: the window runs without a sandbox (--no-sandbox).';
  }
  return undefined;
}

/**
 * What decides about the sandbox on this system.
 * @param {string} executable Electron's.
 */
export function sandboxFacts(executable) {
  return {
    userId: process.platform === 'linux' ? process.getuid?.() : undefined,
    namespacesRestricted:
      setting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
      setting('kernel/unprivileged_userns_clone') === '0' ||
      setting('user/max_user_namespaces') === '0',
    helperReady: isRootsHelper(join(dirname(executable), 'chrome-sandbox')),
  };
}

/** @param {string} name */
function setting(name) {
  try {
    return readFileSync(join('/proc/sys', name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function isRootsHelper(file) {
  const facts = statSync(file, { throwIfNoEntry: false });
  return facts !== undefined && facts.uid === 0 && (facts.mode & SET_USER_ID) !== 0;
}
