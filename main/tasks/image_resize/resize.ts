/** One picture from bytes to bytes. Everything that could vary between two machines is fixed here or in the engine. */
import { type VipsEngine, type VipsImage, withImages } from '../engines/vips.js';
import { breathe } from '../cancel.js';
import { decode, judged, needsConversion, readHeader, upright } from './picture.js';
import { type ImageOptions, type OutputFormat, outputFormat } from './spec.js';
import { type Target, targetSize } from './target-size.js';

const WHITE = [255, 255, 255];

/**
 * The resized picture. Decoding, resizing and writing are one synchronous call each; the signal is heard between.
 * @throws AppError `input.*` for a bad picture, `task.cancelled`.
 */
export async function resize(
  vips: VipsEngine,
  content: Uint8Array,
  request: { readonly options: ImageOptions; readonly name: string; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const { options, name, signal } = request;
  const header = readHeader(vips, content, name);
  const target = targetSize(header, options.size);
  const format = outputFormat(options, header.format);
  await breathe(signal);
  const decoded = decode(vips, content, name);
  let shaped: VipsImage;
  try {
    await breathe(signal);
    shaped = judged(name, () => shape(decoded, target, format));
  } finally {
    decoded.delete();
  }
  try {
    await breathe(signal);
    return judged(name, () => write(shaped, format, options));
  } finally {
    shaped.delete();
  }
}

/** Upright, cut, scaled, in 8-bit sRGB, on its canvas. */
function shape(decoded: VipsImage, { part, scaled, canvas }: Target, format: OutputFormat): VipsImage {
  return withImages((keep) => {
    let image = upright(decoded, keep);
    if (part.width !== image.width || part.height !== image.height) {
      image = keep(image.extractArea(part.left, part.top, part.width, part.height));
    }
    image = keep(
      image.thumbnailImage(scaled.width, {
        height: scaled.height,
        size: 'force',
        no_rotate: true,
        ...(needsConversion(image) ? { output_profile: 'srgb' } : {}),
      }),
    );
    if (format === 'jpeg' && image.hasAlpha()) image = keep(image.flatten({ background: WHITE }));
    if (scaled.width !== canvas.width || scaled.height !== canvas.height) {
      image = keep(onCanvas(image, canvas, format, keep));
    }
    const finished = image.copyMemory();
    // The preview inside EXIF still shows what has been cut off, and nothing may turn the picture again.
    for (const field of ['jpeg-thumbnail-data', 'orientation', 'exif-ifd0-Orientation']) finished.remove(field);
    return finished;
  });
}

/** In the middle of a canvas: with transparent margins where the format has them, else white ones. */
function onCanvas(
  image: VipsImage,
  canvas: Target['canvas'],
  format: OutputFormat,
  keep: (image: VipsImage) => VipsImage,
): VipsImage {
  const left = (canvas.width - image.width) >> 1;
  const top = (canvas.height - image.height) >> 1;
  const seeThrough = format !== 'jpeg';
  const placed = seeThrough && !image.hasAlpha() ? keep(image.bandjoin(255)) : image;
  const background = seeThrough ? [...WHITE, 0] : WHITE;
  return placed.embed(left, top, canvas.width, canvas.height, { extend: 'background', background });
}

function write(image: VipsImage, format: OutputFormat, { quality, keepMetadata }: ImageOptions): Uint8Array {
  const keep = keepMetadata ? 'all' : 'none';
  switch (format) {
    case 'jpeg':
      return image.jpegsaveBuffer({
        Q: quality,
        optimize_coding: true,
        interlace: false,
        subsample_mode: 'auto',
        keep,
      });
    case 'png':
      return image.pngsaveBuffer({
        compression: 6,
        filter: 'all',
        interlace: false,
        palette: false,
        bitdepth: 8,
        keep,
      });
    case 'webp':
      return image.webpsaveBuffer({ Q: quality, effort: 4, lossless: false, alpha_q: 100, keep });
  }
}
