/** The words after a program's name; one that it does not know ends it with a sentence instead of a trace. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

export function readArgs<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exit(2);
  }
}
