/**
 * The project's commands. Each sets up only what it uses, says so, and does nothing a second time:
 * `demo`, `test`, `check`, `bench`, `node`, `network`.
 */
import { spawn } from 'node:child_process';
import { setUp } from './set-up.mjs';

/** @typedef {{ needs: import('./set-up.mjs').Part[], run: (args: string[]) => [string, ...string[]][] }} Command */

/** @type {Record<string, Command>} */
const COMMANDS = {
  demo: { needs: ['packages', 'build'], run: (args) => [['node', 'out/scripts/demo.js', ...args]] },
  check: { needs: ['packages'], run: () => [['node', 'scripts/check.mjs']] },
  node: { needs: ['packages', 'build'], run: (args) => [['node', 'out/main/headless.js', ...args]] },
  network: { needs: ['packages', 'build'], run: networkProgram },
  bench: { needs: ['packages', 'build'], run: (args) => [['node', 'out/tests/bench/bench.js', ...args]] },
  test: {
    needs: ['packages', 'build', 'contract packages'],
    run: (args) =>
      args.length > 0
        ? [['npx', '--no-install', 'vitest', 'run', ...args]]
        : [
            ['node', 'scripts/check.mjs'],
            ['npm', '--prefix', 'contracts', 'test'],
            ['npx', '--no-install', 'vitest', 'run'],
          ],
  },
};

/**
 * Hosts a network, or with `deploy` first puts the contracts on a chain that runs already.
 * @param {string[]} args
 * @returns {[string, ...string[]][]}
 */
function networkProgram([first, ...rest]) {
  if (first === 'deploy') return [['node', 'out/main/network-deploy.js', ...rest]];
  return [['node', 'out/main/network-host.js', ...(first === undefined ? [] : [first]), ...rest]];
}

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  console.error(`There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exit(2);
}
try {
  await setUp(command.needs);
  for (const line of command.run(args)) {
    const code = await run(line);
    if (code !== 0) process.exit(code);
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exit(1);
}

/**
 * Runs a program in the foreground. Ctrl-C reaches it as well; this one waits for its end.
 * @param {[string, ...string[]]} line
 * @returns {Promise<number>}
 */
function run([program, ...rest]) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  const child = spawn(program, rest, { stdio: 'inherit', env: { ...process.env, COREHOUR_BUILT: '1' } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
