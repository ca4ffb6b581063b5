/**
 * Installs what the window needs of the system: `libraries` to run, `display` to run without a screen. Only apt, and only
 * as root; otherwise it fails with the line to run.
 */
import { spawnSync } from 'node:child_process';
import { DISPLAY_PACKAGES, LIBRARY_PACKAGES, missingDisplayPrograms, missingLibraries } from './libraries.mjs';
import { packageAdvice, withNewerNames } from './packages.mjs';

const NEEDS = {
  libraries: { packages: LIBRARY_PACKAGES, missing: missingLibraries },
  display: { packages: DISPLAY_PACKAGES, missing: missingDisplayPrograms },
};

try {
  install(NEEDS[process.argv[2] === 'display' ? 'display' : 'libraries']);
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}

/** @param {{ packages: string[], missing: () => string[] }} need */
function install({ packages, missing }) {
  const before = missing();
  if (before.length === 0) return;
  const hasApt = works('apt-get', ['--version']);
  if (!hasApt || process.getuid?.() !== 0)
    throw new Error(packageAdvice(before, hasApt ? newest(packages) : undefined));
  apt(['update', '-qq']);
  const names = newest(packages);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  const after = missing();
  if (after.length > 0) throw new Error(packageAdvice(after, undefined));
  console.log(`Installed ${names.join(', ')}.`);
}

/** @param {string[]} packages */
function newest(packages) {
  return withNewerNames(packages, (name) => works('apt-cache', ['show', name]));
}

/** @param {string[]} args */
function apt(args) {
  const { status, stderr } = spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args[0]} did not work: ${stderr.trim()}`);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function works(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
