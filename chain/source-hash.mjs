// The hash of the sources that make the runtime, so that a test can tell a stale corehour.wasm (rule in README.md).
// usage: node source-hash.mjs

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const crate = fileURLToPath(new URL('runtime/', import.meta.url));

/** Paths of all files below a folder of the crate, relative to the crate, with `/` between names. */
const filesBelow = (folder) =>
  readdirSync(join(crate, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** sha256, in hex, over `path\0` + content + `\0` of each source file, sorted by path (bytewise; paths are ASCII). */
export const sourceHash = () => {
  const hash = createHash('sha256');
  for (const path of ['Cargo.toml', 'Cargo.lock', ...filesBelow('src')].sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(crate, path)))
      .update('\0');
  }
  return hash.digest('hex');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${sourceHash()}\n`);
