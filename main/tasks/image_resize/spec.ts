/** What image_resize says of itself, and its options in typed form. Loads no engine. */
import { AppError } from '../../../domain/errors.js';
import type { KindSpec } from '../../../domain/task/kind-spec.js';
import { mebibytes } from '../../../domain/units.js';
import type { Figures, TaskOptions } from '../../../domain/wire/process.js';
import { parseFields } from '../parse-fields.js';
import { type Size, type SizeRule, targetSize } from './target-size.js';

/** Part of the engine's hash: raise the number whenever `resize.ts` comes to give other bytes. */
export const RECIPE = 'image_resize 1';
/** Most pixels of a picture, read or written: 50 megapixels. */
export const MAX_PIXELS = 50_000_000;
/** Longest side of a result in pixels: what WebP can hold. */
export const MAX_SIDE = 16_383;

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif';
export type OutputFormat = Exclude<ImageFormat, 'gif'>;

export interface ImageOptions {
  readonly size: SizeRule;
  readonly format: OutputFormat | 'same';
  /** 1 to 100; PNG is lossless and ignores it. */
  readonly quality: number;
  readonly keepMetadata: boolean;
}

const fields: KindSpec['fields'] = {
  mode: {
    type: 'choice',
    label: 'Size',
    help: 'Shrink to a longest side, or make every picture the same width and height.',
    choices: [
      { value: 'longest', label: 'Longest side' },
      { value: 'exact', label: 'Exact width and height' },
    ],
    initial: 'longest',
  },
  longestSide: side('Longest side', 'Smaller pictures keep their size.', 1600, 'longest'),
  width: side('Width', 'Every picture gets this width.', 1280, 'exact'),
  height: side('Height', 'Every picture gets this height.', 720, 'exact'),
  fit: {
    type: 'choice',
    label: 'Fit',
    help: 'How a picture of another shape fills an exact width and height.',
    onlyWhen: { name: 'mode', value: 'exact' },
    choices: [
      { value: 'contain', label: 'Contain: whole picture, with margins' },
      { value: 'cover', label: 'Cover: no margins, edges cut off' },
      { value: 'fill', label: 'Fill: stretched' },
    ],
    initial: 'contain',
  },
  format: {
    type: 'choice',
    label: 'Format',
    help: 'GIF is read (first frame only) but not written: "same" makes a PNG of it.',
    choices: [
      { value: 'same', label: 'Same as the file' },
      { value: 'jpeg', label: 'JPEG' },
      { value: 'png', label: 'PNG' },
      { value: 'webp', label: 'WebP' },
    ],
    initial: 'same',
  },
  quality: {
    type: 'number',
    label: 'Quality',
    help: 'For JPEG and WebP.',
    unit: 'of 100',
    min: 1,
    max: 100,
    initial: 82,
  },
  keepMetadata: {
    type: 'toggle',
    label: 'Keep metadata',
    help: 'Camera, time, place and author. Off removes them; colours stay right either way.',
    initial: false,
  },
};

function side(label: string, help: string, initial: number, mode: SizeRule['mode']) {
  const onlyWhen = { name: 'mode', value: mode };
  return { type: 'number', label, help, onlyWhen, unit: 'pixels', min: 1, max: MAX_SIDE, initial } as const;
}

function parseOptions(options: TaskOptions): TaskOptions {
  const parsed = parseFields(fields, options);
  const pixels = Number(parsed['width']) * Number(parsed['height']);
  if (parsed['mode'] === 'exact' && pixels > MAX_PIXELS) {
    throw new AppError(
      'input.bad-option',
      `Width × height is ${megapixels(pixels)} megapixels; a result may have ${megapixels(MAX_PIXELS)}. Choose a smaller size.`,
      { data: { pixels, maxPixels: MAX_PIXELS } },
    );
  }
  return parsed;
}

/** Options in typed form. @throws AppError `input.bad-option`. */
export function imageOptions(options: TaskOptions): ImageOptions {
  const parsed = parseOptions(options);
  const size: SizeRule =
    parsed['mode'] === 'longest'
      ? { mode: 'longest', longestSide: Number(parsed['longestSide']) }
      : {
          mode: 'exact',
          width: Number(parsed['width']),
          height: Number(parsed['height']),
          fit: parsed['fit'] as 'contain' | 'cover' | 'fill',
        };
  return {
    size,
    format: parsed['format'] as OutputFormat | 'same',
    quality: Number(parsed['quality']),
    keepMetadata: parsed['keepMetadata'] === true,
  };
}

/** The format a picture is written in; a GIF becomes a PNG, which keeps its transparency. */
export function outputFormat(options: ImageOptions, input: ImageFormat): OutputFormat {
  if (options.format !== 'same') return options.format;
  return input === 'gif' ? 'png' : input;
}

/** Pixels in millions with one decimal, as messages and figures show them. */
export const megapixels = (pixels: number): number => Math.round(pixels / 100_000) / 10;

/** Reference CPU-seconds: a fixed part, and one a megapixel read, resized and written. See the README. */
const ESTIMATE = {
  fixed: 0.01,
  read: { jpeg: 0.013, png: 0.016, webp: 0.016, gif: 0.016 },
  resize: 0.004,
  convert: 0.2,
  write: { jpeg: 0.015, png: 0.095, webp: 0.1 },
} as const;

function estimateSeconds(figures: Figures, options: TaskOptions): number {
  const chosen = imageOptions(options);
  const format = figures['format'] as ImageFormat;
  const source: Size = { width: Number(figures['width']), height: Number(figures['height']) };
  const { canvas } = targetSize(source, chosen.size);
  const read = (source.width * source.height) / 1e6;
  const written = (canvas.width * canvas.height) / 1e6;
  return (
    ESTIMATE.fixed +
    read * (ESTIMATE.read[format] + ESTIMATE.resize) +
    written * (ESTIMATE.write[outputFormat(chosen, format)] + (figures['converted'] === true ? ESTIMATE.convert : 0))
  );
}

export const spec: KindSpec = {
  id: 'image_resize',
  label: 'Resize photos',
  item: { one: 'photo', many: 'photos' },
  extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif'],
  presets: [
    {
      label: 'For the web: 1600 px, JPEG',
      options: { mode: 'longest', longestSide: 1600, format: 'jpeg', quality: 82 },
    },
    { label: 'For a phone: 1080 px', options: { mode: 'longest', longestSide: 1080 } },
    { label: 'Small: 800 px', options: { mode: 'longest', longestSide: 800, quality: 75 } },
    {
      label: 'For print: 3000 px, metadata kept',
      options: { mode: 'longest', longestSide: 3000, quality: 92, keepMetadata: true },
    },
  ],
  plans: ['deterministic'],
  fields,
  chunking: 'independent',
  limits: { maxFileBytes: mebibytes(64), maxChunksPerTask: 1000 },
  parseOptions,
  estimateSeconds,
};
