/**
 * The image engine and nothing else, as a child process that answers the task process's `run`: the plain calls that
 * give the same bytes, or, with the option `shrinkOnLoad`, the engine's own quickest way to a picture of that size.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import startVips from 'wasm-vips';

const NO_DIGEST = `0x${'0'.repeat(64)}`;

const vips = await startVips({ dynamicLibraries: [] });
vips.concurrency(1);
vips.Cache.max(0);

/** @param {unknown} message */
const say = (message) => void process.send?.(message);

/** @param {{ options: { longestSide: number, quality: number, shrinkOnLoad: boolean }, chunks: { index: number, path: string }[], scratch: string }} task */
async function run({ options, chunks, scratch }) {
  const made = [];
  for (const { index, path } of chunks) {
    const result = save(resized(await readFile(path), options), path, options.quality);
    const output = join(scratch, `out-${index}`);
    await writeFile(output, result);
    made.push({ index, path: output, size: result.length, digest: NO_DIGEST });
  }
  return made;
}

/**
 * @param {Uint8Array} content
 * @param {{ longestSide: number, shrinkOnLoad: boolean }} options
 */
function resized(content, { longestSide, shrinkOnLoad }) {
  if (shrinkOnLoad) {
    return vips.Image.thumbnailBuffer(content, longestSide, { height: longestSide, size: 'down' });
  }
  const source = vips.Image.newFromBuffer(content, '', { access: 'sequential', fail_on: 'truncated' });
  const decoded = source.copyMemory();
  source.delete();
  const upright = decoded.autorot();
  decoded.delete();
  const scale = Math.min(1, longestSide / Math.max(upright.width, upright.height));
  const image = upright.thumbnailImage(Math.max(1, Math.round(upright.width * scale)), {
    height: Math.max(1, Math.round(upright.height * scale)),
    size: 'force',
    no_rotate: true,
    ...(upright.getTypeof('icc-profile-data') === 0 ? {} : { output_profile: 'srgb' }),
  });
  upright.delete();
  return image;
}

/**
 * @param {ReturnType<typeof resized>} image
 * @param {string} path
 * @param {number} quality
 */
function save(image, path, quality) {
  try {
    if (path.endsWith('.png')) return image.pngsaveBuffer({ compression: 6, filter: 'all', keep: 'none' });
    if (path.endsWith('.webp')) return image.webpsaveBuffer({ Q: quality, effort: 4, alpha_q: 100, keep: 'none' });
    return image.jpegsaveBuffer({ Q: quality, optimize_coding: true, keep: 'none' });
  } finally {
    image.delete();
  }
}

/** @param {{ type: 'call', id: number, input: Parameters<typeof run>[0] } | { type: 'abort' | 'stop' }} message */
async function answer(message) {
  if (message.type === 'stop') process.exit(0);
  if (message.type !== 'call') return;
  const { id, input } = message;
  try {
    say({ type: 'done', id, output: await run(input) });
  } catch (thrown) {
    say({ type: 'failed', id, error: { code: 'bug', message: String(thrown) } });
  }
}

process.on('message', (message) => void answer(/** @type {Parameters<typeof answer>[0]} */ (message)));
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });
