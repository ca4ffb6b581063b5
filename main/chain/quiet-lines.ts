/**
 * polkadot.js writes each lost line to the terminal by itself, once a second, address and secret token included. A node
 * says it once and in words; so those lines of the library are left out, and all others pass.
 */
const OF_LINES = 'API-WS:';

let isQuiet = false;

export function quietLines(): void {
  if (isQuiet) return;
  isQuiet = true;
  const error = globalThis.console.error.bind(globalThis.console);
  Object.assign(globalThis.console, {
    error: (...words: unknown[]) => {
      if (!words.some((word) => typeof word === 'string' && word.includes(OF_LINES))) error(...words);
    },
  });
}
