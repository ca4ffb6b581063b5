import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../../../main/journal/journal.js';
import { SILENT, claimIntent, temporaryFolder } from './intents.js';

/** A file system of 64 KB, or the reason why there is none. */
function mountSmall(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (thrown) {
    return `mounting a file system needs root and the right to mount: ${String(thrown).split('\n')[0]}`;
  }
  return undefined;
}

test('a full disk is told, and what it tore does not spoil what is written later', async (context) => {
  const folder = await temporaryFolder();
  const reason = mountSmall(folder);
  if (reason) context.skip(reason);
  try {
    const path = join(folder, 'journal.jsonl');
    const journal = await Journal.open(path, () => 1000, SILENT);
    await journal.begin([claimIntent(1)]);
    await writeFile(join(folder, 'filler'), Buffer.alloc(40_000));
    const many = Array.from({ length: 300 }, (_, number) => claimIntent(100 + number));
    await expect(journal.begin(many)).rejects.toMatchObject({ code: 'storage.disk-full' });
    expect(journal.all().map(({ id }) => id)).toEqual(['claim:1']);

    await writeFile(join(folder, 'filler'), '');
    await journal.begin([claimIntent(2)]);
    await journal.close('claim:1', 'done');
    await journal.dispose();
    const again = await Journal.open(path, () => 2000, SILENT);
    expect(again.all()).toEqual(journal.all());
    expect(again.all().map(({ id }) => id)).toEqual(['claim:1', 'claim:2']);
    await again.dispose();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
});
