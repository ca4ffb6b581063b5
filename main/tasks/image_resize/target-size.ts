/**
 * Which part of an upright picture is used, how large it becomes, and the canvas it is put on.
 *
 * `longest`: the longer side becomes `longestSide`; a picture that is small enough keeps its size.
 * `exact`: the result is always `width` × `height`. `contain` shows the whole picture on a canvas with margins,
 * `cover` fills it and cuts what sticks out evenly on both sides, `fill` stretches.
 * The part is cut out before scaling, so that no in-between picture is larger than the source or the result.
 */

/** A width and a height in pixels, both at least 1. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the source, in pixels. */
export interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

/** The options of a resize that decide its geometry. */
export type SizeRule =
  | { readonly mode: 'longest'; readonly longestSide: number }
  | {
      readonly mode: 'exact';
      readonly width: number;
      readonly height: number;
      readonly fit: 'contain' | 'cover' | 'fill';
    };

export interface Target {
  readonly part: Part;
  readonly scaled: Size;
  readonly canvas: Size;
}

const pixels = (length: number, limit: number): number => Math.min(limit, Math.max(1, Math.round(length)));

/** The geometry of one resize; `source` is the picture's upright size. */
export function targetSize(source: Size, rule: SizeRule): Target {
  const whole: Part = { left: 0, top: 0, ...source };
  if (rule.mode === 'longest') {
    const scaled = scaledInto(source, { width: rule.longestSide, height: rule.longestSide }, 1);
    return { part: whole, scaled, canvas: scaled };
  }
  const canvas = { width: rule.width, height: rule.height };
  if (rule.fit === 'fill') return { part: whole, scaled: canvas, canvas };
  if (rule.fit === 'cover') return { part: partOfShape(source, canvas), scaled: canvas, canvas };
  return { part: whole, scaled: scaledInto(source, canvas, Number.POSITIVE_INFINITY), canvas };
}

/** The largest size of the source's shape inside `box`, enlarged at most `limit` times. */
function scaledInto(source: Size, box: Size, limit: number): Size {
  const scale = Math.min(box.width / source.width, box.height / source.height, limit);
  return { width: pixels(source.width * scale, box.width), height: pixels(source.height * scale, box.height) };
}

/** The largest part in the middle of `source` that has the shape of `canvas`. */
function partOfShape(source: Size, canvas: Size): Part {
  const width = pixels((source.height * canvas.width) / canvas.height, source.width);
  const height = pixels((source.width * canvas.height) / canvas.width, source.height);
  return { left: (source.width - width) >> 1, top: (source.height - height) >> 1, width, height };
}
