import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const room = fileURLToPath(new URL('../', import.meta.url));

/** What the compiled artefacts depend on: compiler.json, interfaces and sources, as sorted paths below contracts/. */
export function sourcePaths() {
  const folders = ['interfaces', 'sources'];
  const solidity = folders.flatMap((folder) => readdirSync(`${room}${folder}`).map((name) => `${folder}/${name}`));
  return ['compiler.json', ...solidity.filter((path) => path.endsWith('.sol'))].sort();
}

/** The sha256 (hex) over `path\0content\0` of each of them, in that order. */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const path of sourcePaths()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(`${room}${path}`))
      .update('\0');
  }
  return hash.digest('hex');
}
