/** The pictures that a window, a tray and an installer need, drawn from the icons' SVG sources. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import startVips from 'wasm-vips';

/** Below this an app icon is drawn from a source with fewer parts. */
const FULL_DRAWING_FROM = 48;
const APP_SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512];
const TRAY_STATES = ['working', 'idle', 'paused', 'problem'];

/**
 * @typedef {object} Picture
 * @property {string} name Its file, as Electron looks for it: `@2x` for screens of twice the density, `Template` for
 *   pictures that macOS colours itself.
 * @property {string} source The SVG file.
 * @property {number} side Pixels.
 */

/**
 * Every picture there is to draw.
 * @returns {Picture[]}
 */
export function pictures() {
  const app = APP_SIZES.map((side) => ({
    name: `app-${side}.png`,
    source: side < FULL_DRAWING_FROM ? 'app-small.svg' : 'app.svg',
    side,
  }));
  return [...app, ...TRAY_STATES.flatMap(trayPictures)];
}

/** @param {string} state */
function trayPictures(state) {
  const source = `tray-${state}.svg`;
  const template = `tray-${state}-template.svg`;
  return [
    { name: `tray-${state}.png`, source, side: 16 },
    { name: `tray-${state}@2x.png`, source, side: 32 },
    { name: `tray-${state}-22.png`, source, side: 22 },
    { name: `tray-${state}-22@2x.png`, source, side: 44 },
    { name: `tray-${state}Template.png`, source: template, side: 16 },
    { name: `tray-${state}Template@2x.png`, source: template, side: 32 },
  ];
}

/**
 * Draws them all. The same sources give the same bytes.
 * @param {string} folder Where the SVG sources lie.
 * @returns {Promise<Map<string, Uint8Array>>} PNG bytes by file name.
 */
export async function drawIcons(folder) {
  const vips = await startVips({ dynamicLibraries: ['vips-resvg.wasm'] });
  try {
    const drawn = new Map();
    for (const { name, source, side } of pictures()) {
      const svg = await readFile(join(folder, source));
      const width = Number(/viewBox="0 0 (\d+)/.exec(svg.toString())?.[1]);
      const image = vips.Image.svgloadBuffer(svg, { scale: side / width });
      if (image.width !== side || image.height !== side) throw new Error(`${source} is not square, so it is no icon.`);
      drawn.set(name, image.pngsaveBuffer({ compression: 9, keep: 'none' }));
      image.delete();
    }
    return drawn;
  } finally {
    vips.shutdown();
  }
}
