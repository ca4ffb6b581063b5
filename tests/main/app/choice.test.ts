import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choiceOfInvitation, forgetChoice, readChoice, writeChoice } from '../../../main/app/choice.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-choice-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the choice of a network', () => {
  it('is read as it was written, and gone when forgotten', async () => {
    expect(await readChoice(folder)).toBeUndefined();
    await writeChoice(folder, { version: 1, kind: 'host', networkName: 'The workshop' });
    expect(await readChoice(folder)).toEqual({ version: 1, kind: 'host', networkName: 'The workshop' });
    await forgetChoice(folder);
    await forgetChoice(folder);
    expect(await readChoice(folder)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('may be read by its owner alone, also where a file lay open', async () => {
    const path = join(folder, 'network.json');
    for (const left of [path, `${path}.new`]) await writeFile(left, '{}', { mode: 0o644 });
    await writeChoice(folder, { version: 1, kind: 'try-here', neighbours: true });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['network.json']);
  });

  it.each([
    ['cut in half', '{"version":1,"kind":"try-h'],
    ['empty', ''],
    ['of a newer app', '{"version":2,"kind":"try-here","neighbours":true}'],
    ['of a kind that is none', '{"version":1,"kind":"__proto__"}'],
  ])('that is %s is set aside, once', async (_, text) => {
    await writeFile(join(folder, 'network.json'), text);
    await expect(readChoice(folder)).rejects.toMatchObject({ code: 'input.malformed' });
    expect(await readFile(join(folder, 'network.json.unreadable'), 'utf8')).toBe(text);
    expect(await readChoice(folder)).toBeUndefined();
  });

  it('takes no invitation that is none', () => {
    for (const text of ['', 'hello', '{}', '[]', 'null']) {
      expect(() => choiceOfInvitation(text), text).toThrow('This is no invitation');
    }
  });
});
