import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS } from '../../../main/tasks/index.js';
import { openable } from '../../../main/desktop/openable.js';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'corehour-openable-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  return path;
}

describe('what may be opened', () => {
  it('is a folder, and what every kind of task takes and makes', async () => {
    const inner = join(folder, 'results');
    await mkdir(inner);
    const extensions = KINDS.flatMap(({ spec }) => spec.extensions);
    expect(extensions).toContain('jpg');
    for (const path of [
      inner,
      await file('UPPER.JPG'),
      ...(await Promise.all(extensions.map((end) => file(`a.${end}`)))),
    ]) {
      expect(await openable(path)).toBe(path);
    }
  });

  it('is nothing that could run, also behind a harmless name', async () => {
    const names = [
      'a.desktop',
      'a.exe',
      'a.sh',
      'a.lnk',
      'a.html',
      'a.svg',
      'a.jpg.bat',
      'a.command',
      'program',
      '.png',
    ];
    for (const name of names) {
      await expect(openable(await file(name)), name).rejects.toMatchObject({ code: 'input.unreadable' });
    }
    const link = join(folder, 'holiday.jpg');
    await symlink(join(folder, 'a.desktop'), link);
    await expect(openable(link)).rejects.toMatchObject({ code: 'input.unreadable' });
  });

  it('must be there', async () => {
    await expect(openable(join(folder, 'gone.jpg'))).rejects.toMatchObject({ code: 'input.file-changed' });
    await expect(openable('a\0.jpg')).rejects.toMatchObject({ code: 'input.file-changed' });
  });
});
