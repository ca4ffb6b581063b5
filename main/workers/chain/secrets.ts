/** Small secrets of the host, one file each, readable by its user alone. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret in the file `name` of `folder`, as hex; made on first use. @param size in bytes. */
export async function keptSecret(folder: string, name: string, size: number): Promise<string> {
  const path = join(folder, name);
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined && kept.length === size * 2) return kept;
  const secret = randomBytes(size).toString('hex');
  // Renamed into place: a half-written secret is never read.
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(secret);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return secret;
}
