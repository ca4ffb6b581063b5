/** Draws the PNG files of `assets/icons` anew from their SVG sources, after one of those was changed. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawIcons } from './icons/render.mjs';

const ICONS = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assets', 'icons');

const drawn = await drawIcons(join(ICONS, 'source'));
for (const name of await readdir(ICONS)) {
  if (name.endsWith('.png') && !drawn.has(name)) await rm(join(ICONS, name));
}
for (const [name, bytes] of drawn) await writeFile(join(ICONS, name), bytes);
console.log(`Drew ${drawn.size} icons in assets/icons.`);
