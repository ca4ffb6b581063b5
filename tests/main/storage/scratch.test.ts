import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scratch } from '../../../main/storage/scratch.js';
import { testFolder } from './nodes.js';

test('a task has a folder until it is removed, and keeps its files when made again', async () => {
  const scratch = new Scratch(join(await testFolder(), 'scratch'));
  const folder = await scratch.create('task-1');
  await writeFile(scratch.path('task-1', 'in-0'), 'x');
  expect(await scratch.create('task-1')).toBe(folder);
  await access(join(folder, 'in-0'));
  await scratch.remove('task-1');
  await expect(access(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  await scratch.remove('task-1');
});

test('at the start only what is still needed stays', async () => {
  const folder = join(await testFolder(), 'scratch');
  const scratch = new Scratch(folder);
  for (const name of ['kept', 'done', 'other']) await scratch.create(name);
  await mkdir(join(folder, '.hidden'));
  expect((await scratch.removeLeftovers(new Set(['kept', 'never-made']))).sort()).toEqual(['.hidden', 'done', 'other']);
  expect(await readdir(folder)).toEqual(['kept']);
  expect(await new Scratch(join(folder, 'kept', 'none')).removeLeftovers(new Set())).toEqual([]);
});

test.each(['', '.', '..', '../x', 'a/b', 'a\\b', '/etc', '.hidden', 'a\0b', 'C:x', 'x'.repeat(129)])(
  'the name %j is refused',
  async (name) => {
    const scratch = new Scratch('/scratch');
    for (const act of [() => scratch.path(name), () => scratch.path('task', name)]) {
      expect(act).toThrowError(expect.objectContaining({ code: 'input.malformed' }));
    }
    await expect(scratch.create(name)).rejects.toMatchObject({ code: 'input.malformed' });
    await expect(scratch.remove(name)).rejects.toMatchObject({ code: 'input.malformed' });
  },
);

test('no name leads out of its folder', () => {
  const scratch = new Scratch('/scratch');
  fc.assert(
    fc.property(fc.string(), (name) => {
      try {
        expect(dirname(scratch.path('task', name))).toBe(join('/scratch', 'task'));
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'input.malformed' });
      }
    }),
  );
});
