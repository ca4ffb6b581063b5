import { readFile, readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { drawIcons } from '../../scripts/icons/render.mjs';

it('the icons are those of their sources (npm run icons draws them anew)', async () => {
  const drawn = await drawIcons('assets/icons/source');
  const there = (await readdir('assets/icons')).filter((name) => name.endsWith('.png'));
  expect(there.sort()).toEqual([...drawn.keys()].sort());
  for (const name of there) {
    const bytes = await readFile(`assets/icons/${name}`);
    expect(bytes.equals(drawn.get(name) ?? new Uint8Array()), name).toBe(true);
  }
});
