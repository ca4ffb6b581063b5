/** Reads pictures by their content, never by their name, and refuses what would hurt: on every machine, the same. */
import { AppError } from '../../../domain/errors.js';
import {
  discardVips,
  engineMessage,
  isEngineFailure,
  type VipsEngine,
  type VipsImage,
  withImages,
} from '../engines/vips.js';
import { type ImageFormat, MAX_PIXELS, megapixels } from './spec.js';
import type { Size } from './target-size.js';

/** What a picture's header tells: its size as it will be seen, and whether EXIF turns or mirrors it. */
export interface Header extends Size {
  readonly format: ImageFormat;
  readonly rotated: boolean;
  readonly hasAlpha: boolean;
  /** Whether its colours are not plain 8-bit sRGB, so that they are converted. */
  readonly converted: boolean;
}

const ascii = (content: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...content.subarray(start, end));

/** The format by the first bytes, or nothing where they are none of the four. */
export function formatOf(content: Uint8Array): ImageFormat | undefined {
  if (content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff) return 'jpeg';
  if (ascii(content, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(content, 0, 4) === 'RIFF' && ascii(content, 8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(content, 0, 6))) return 'gif';
  return undefined;
}

/**
 * The header of a picture, without decoding it.
 * @throws AppError `input.not-an-image`, `input.truncated`, `input.too-large` (by pixels).
 */
export function readHeader(vips: VipsEngine, content: Uint8Array, name: string): Header {
  const format = formatOf(content);
  if (!format) {
    throw new AppError(
      'input.not-an-image',
      `"${name}" is not a JPEG, PNG, WebP or GIF, whatever its name says. Leave it out.`,
      {
        data: { name },
      },
    );
  }
  return judged(name, () =>
    withImages((keep) => {
      const image = keep(lazily(vips, content));
      const { width, height } = image;
      refuseTooManyPixels(name, width, height);
      const orientation = orientationOf(image);
      const turned = orientation >= 5;
      return {
        format,
        width: turned ? height : width,
        height: turned ? width : height,
        rotated: orientation > 1,
        hasAlpha: image.hasAlpha(),
        converted: needsConversion(image),
      };
    }),
  );
}

/**
 * All pixels of a picture whose header was read; the caller frees it.
 * @throws AppError `input.truncated` when a part of it is missing, `process.crashed` when the engine broke.
 */
export function decode(vips: VipsEngine, content: Uint8Array, name: string): VipsImage {
  return judged(name, () => withImages((keep) => keep(lazily(vips, content)).copyMemory()));
}

/** Without `truncated` the engine fills what is missing with grey and says nothing. */
function lazily(vips: VipsEngine, content: Uint8Array): VipsImage {
  return vips.Image.newFromBuffer(content, '', { access: 'sequential', fail_on: 'truncated' });
}

/** Whether a picture has a colour profile, or is not 8-bit sRGB: converting costs more than all the rest. */
export function needsConversion(image: VipsImage): boolean {
  return image.interpretation !== 'srgb' || image.format !== 'uchar' || image.getTypeof('icc-profile-data') !== 0;
}

/** EXIF orientation, 1 to 8; 1 where there is none or a wrong one. */
function orientationOf(image: VipsImage): number {
  const orientation = image.getTypeof('orientation') === 0 ? 1 : image.getInt('orientation');
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/**
 * The picture turned and mirrored as its orientation says. In plain steps, which the
 * tests hold against the engine's own `autorot`.
 */
export function upright(image: VipsImage, keep: (image: VipsImage) => VipsImage): VipsImage {
  switch (orientationOf(image)) {
    case 2:
      return keep(image.flipHor());
    case 3:
      return keep(image.rot180());
    case 4:
      return keep(image.flipVer());
    case 5:
      return keep(keep(image.rot90()).flipHor());
    case 6:
      return keep(image.rot90());
    case 7:
      return keep(keep(image.rot90()).flipVer());
    case 8:
      return keep(image.rot270());
    default:
      return image;
  }
}

function refuseTooManyPixels(name: string, width: number, height: number): void {
  const pixels = width * height;
  if (pixels <= MAX_PIXELS) return;
  throw new AppError(
    'input.too-large',
    `"${name}" has ${megapixels(pixels)} megapixels; a picture may have ${megapixels(MAX_PIXELS)}. Leave it out or make it smaller.`,
    { data: { name, width, height, maxPixels: MAX_PIXELS } },
  );
}

/** Runs a call of the engine and says what its exception means for this file. */
export function judged<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (isEngineFailure(cause)) {
      discardVips();
      throw new AppError(
        'process.crashed',
        `The image engine broke on "${name}": ${engineMessage(cause)}. Leave the picture out.`,
        {
          data: { name },
          cause,
        },
      );
    }
    throw new AppError(
      'input.truncated',
      `"${name}" is cut short or damaged. Copy it again from where it came from, or leave it out.`,
      {
        data: { name, detail: engineMessage(cause) },
        cause,
      },
    );
  }
}
