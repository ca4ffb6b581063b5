import { breathe } from '../cancel.js';
import { type VipsEngine, openVips, withImages } from '../engines/vips.js';
import { readCapped, shownName, writeWhole } from '../files.js';
import type { PreviewRequest, PreviewedFile } from '../kind.js';
import { judged, readHeader } from './picture.js';
import { resize } from './resize.js';
import { imageOptions, spec } from './spec.js';

/** Looks good enough at the size of a screen, and is small. */
const QUALITY = 80;

/**
 * A small WebP of a picture as it is seen, or of the very bytes that resizing it would give.
 * @throws AppError `input.*` as of `inspect`, `storage.disk-full`, `task.cancelled`.
 */
export async function preview({ path, options, longestSide, to, signal }: PreviewRequest): Promise<PreviewedFile> {
  const name = shownName(path);
  const content = await readCapped(path, spec.limits.maxFileBytes, name);
  const vips = await openVips();
  const shown = options ? await resize(vips, content, { options: imageOptions(options), name, signal }) : content;
  const { width, height } = readHeader(vips, shown, name);
  await breathe(signal);
  await writeWhole(to, shrunk(vips, shown, longestSide, name));
  return { width, height, size: shown.length };
}

/** The engine decodes no more of a JPEG than the small picture needs, and turns it upright. */
function shrunk(vips: VipsEngine, content: Uint8Array, longestSide: number, name: string): Uint8Array {
  return judged(name, () =>
    withImages((keep) =>
      keep(
        vips.Image.thumbnailBuffer(content, longestSide, {
          height: longestSide,
          size: 'down',
          output_profile: 'srgb',
          fail_on: 'truncated',
        }),
      ).webpsaveBuffer({ Q: QUALITY, effort: 2, keep: 'none' }),
    ),
  );
}
