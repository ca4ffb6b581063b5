/** What was understood of a file, in words. */
import type { Figures } from '../../domain/wire/process.js';

/** Width and height: `4032 × 3024`; empty where the figures have none. */
export function dimensions(figures: Figures): string {
  const { width, height } = figures;
  return typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : '';
}

const FORMAT_NAMES: Readonly<Record<string, string>> = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', gif: 'GIF' };

/** `4032 × 3024, 12 MP, JPEG, rotated`; empty where nothing is known. */
export function figuresText(figures: Figures): string {
  const { megapixels, format } = figures;
  const parts = [
    dimensions(figures),
    typeof megapixels === 'number' ? `${megapixels} MP` : '',
    typeof format === 'string' ? (FORMAT_NAMES[format] ?? format) : '',
    figures['rotated'] === true ? 'rotated' : '',
    figures['hasAlpha'] === true ? 'with transparency' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
