/** Ways to spoil the demo on purpose, to show that it notices: a saved file, stored blocks, the verifiers' votes. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const BREAKS = ['result', 'block', 'vote'] as const;
export type Break = (typeof BREAKS)[number];

/** Changes one byte in the middle of a file. */
export async function spoilFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const middle = Math.floor(size / 2);
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, middle);
    byte[0] = (byte[0] ?? 0) ^ 0xff;
    await file.write(byte, 0, 1, middle);
  } finally {
    await file.close();
  }
}

/** Changes a byte in every block a node keeps. @returns How many. */
export async function spoilBlocks(nodeFolder: string): Promise<number> {
  const blocks = join(nodeFolder, 'storage', 'blocks');
  const entries = await readdir(blocks, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) await spoilFile(file);
  return files.length;
}
