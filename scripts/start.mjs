/** Starts the app from this checkout. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronExecutable } from './electron/executable.mjs';
import { sandboxFacts, sandboxProblem } from './system/display.mjs';
import { runInForeground } from './system/foreground.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs the app until its window is closed.
 * @param {string[]} args For the app.
 * @returns {Promise<number>} The exit code.
 */
export function startApp(args) {
  const executable = electronExecutable();
  const problem = sandboxProblem(sandboxFacts(executable));
  if (problem) console.log(problem);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runInForeground([executable, ...(problem ? ['--no-sandbox'] : []), ROOT, ...args], env);
}
