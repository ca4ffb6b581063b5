/** Runs what a machine can check of this tree: types, lint, layers, dead code, formatting. Names each step and its time. */
import { spawnSync } from 'node:child_process';

/** @type {[string, string[]][]} */
const steps = [
  ['types', ['tsc', '-b', '.']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['layers', ['depcruise', '--no-progress', 'domain', 'main', 'preload', 'renderer', 'scripts']],
  ['dead code', ['knip', '--no-progress']],
  ['formatting', ['biome', 'format', '.']],
];

let failed = 0;
for (const [name, [command = '', ...args]] of steps) {
  const startedAt = Date.now();
  const { status } = spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });
  const ok = status === 0;
  if (!ok) failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}
process.exitCode = failed === 0 ? 0 : 1;
