/**
 * The project's commands. Each sets up only what it uses, says so, and does nothing a second time:
 * `start`, `screens`, `demo`, `test`, `check`, `bench`, `node`, `network`, `icons`.
 */
import { spawn } from 'node:child_process';
import { setUp } from './set-up.mjs';
import { startApp } from './start.mjs';
import { displayProblem } from './system/display.mjs';

/** @typedef {[string, ...string[]]} Line */
/**
 * @typedef {object} Command
 * @property {import('./set-up.mjs').Part[]} needs
 * @property {() => string | undefined} [refuses] Why it cannot run here: known before anything is set up.
 * @property {(args: string[]) => Promise<number>} run Answers the exit code.
 */

/** @type {Record<string, Command>} */
const COMMANDS = {
  start: {
    needs: ['packages', 'build', 'electron', 'desktop libraries'],
    refuses: () => displayProblem(process.platform, process.env),
    run: startApp,
  },
  screens: {
    needs: ['packages', 'build', 'electron', 'desktop libraries', 'virtual display'],
    run: (args) => inTurn([['node', 'out/scripts/screens.js', ...args]]),
  },
  demo: { needs: ['packages', 'build'], run: (args) => inTurn([['node', 'out/scripts/demo.js', ...args]]) },
  check: { needs: ['packages'], run: () => inTurn([['node', 'scripts/check.mjs']]) },
  node: { needs: ['packages', 'build'], run: (args) => inTurn([['node', 'out/main/headless.js', ...args]]) },
  network: { needs: ['packages', 'build'], run: (args) => inTurn([networkProgram(args)]) },
  bench: {
    needs: ['packages', 'build', 'electron', 'desktop libraries', 'virtual display'],
    run: (args) => inTurn([['node', 'out/tests/bench/bench.js', ...args]]),
  },
  icons: { needs: ['packages'], run: () => inTurn([['node', 'scripts/icons.mjs']]) },
  test: {
    needs: ['packages', 'build', 'contract packages', 'electron', 'desktop libraries', 'virtual display'],
    run: (args) => inTurn(testLines(args)),
  },
};

/**
 * Hosts a network, or with `deploy` first puts the contracts on a chain that runs already.
 * @param {string[]} args
 * @returns {Line}
 */
function networkProgram([first, ...rest]) {
  if (first === 'deploy') return ['node', 'out/main/network-deploy.js', ...rest];
  return ['node', 'out/main/network-host.js', ...(first === undefined ? [] : [first]), ...rest];
}

/**
 * Everything, or the suites that are named.
 * @param {string[]} args
 * @returns {Line[]}
 */
function testLines(args) {
  if (args.length > 0) return [['npx', '--no-install', 'vitest', 'run', ...args]];
  return [
    ['node', 'scripts/check.mjs'],
    ['npm', '--prefix', 'contracts', 'test'],
    ['npx', '--no-install', 'vitest', 'run'],
  ];
}

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  console.error(`There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exit(2);
}
try {
  const refusal = command.refuses?.();
  if (refusal) throw new Error(refusal);
  await setUp(command.needs);
  process.exit(await command.run(args));
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exit(1);
}

/**
 * Runs programs one after the other, up to the first that fails.
 * @param {Line[]} lines
 * @returns {Promise<number>}
 */
async function inTurn(lines) {
  for (const line of lines) {
    const code = await run(line);
    if (code !== 0) return code;
  }
  return 0;
}

/**
 * Runs a program in the foreground. Ctrl-C reaches it as well; this one waits for its end.
 * @param {Line} line
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
