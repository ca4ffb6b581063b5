import { breathe } from '../cancel.js';
import { type VipsImage, openVips, withImages } from '../engines/vips.js';
import { readCapped, shownName, writeWhole } from '../files.js';
import type { PreviewRequest, PreviewedFile } from '../kind.js';
import { decode, judged, needsConversion, readHeader, upright } from './picture.js';
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
  const decoded = decode(vips, shown, name);
  try {
    await breathe(signal);
    await writeWhole(to, shrunk(decoded, longestSide, name));
  } finally {
    decoded.delete();
  }
  return { width, height, size: shown.length };
}

/** Shrinking while decoding would be faster, but shows half a file as if it were whole. */
function shrunk(decoded: VipsImage, longestSide: number, name: string): Uint8Array {
  return judged(name, () =>
    withImages((keep) => {
      const image = upright(decoded, keep);
      const small = keep(
        image.thumbnailImage(longestSide, {
          height: longestSide,
          size: 'down',
          no_rotate: true,
          ...(needsConversion(image) ? { output_profile: 'srgb' } : {}),
        }),
      );
      return small.webpsaveBuffer({ Q: QUALITY, effort: 2, keep: 'none' });
    }),
  );
}
