const CELLS = 5;
const HALF = 3;

/** A small figure drawn from an address (or, lacking one, a name): the same one always, so that eyes know a person. */
export function Glyph({ of, side = 20 }: { readonly of: string; readonly side?: number }) {
  const seed = seedOf(of.toLowerCase());
  const hue = seed % 360;
  const other = (hue + 40 + ((seed >>> 9) % 100)) % 360;
  return (
    <svg width={side} height={side} viewBox="0 0 20 20" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="20" height="20" rx="5" fill={`hsl(${hue} 45% 42%)`} />
      {cellsOf(seed).map(({ x, y }) => (
        <rect key={`${x} ${y}`} x={2.5 + x * 3} y={2.5 + y * 3} width="3" height="3" fill={`hsl(${other} 70% 86%)`} />
      ))}
    </svg>
  );
}

/** The lit cells, mirrored left to right. */
function cellsOf(seed: number): { x: number; y: number }[] {
  const cells: { x: number; y: number }[] = [];
  for (let index = 0; index < CELLS * HALF; index += 1) {
    if (((seed >>> (index + 3)) & 1) === 0) continue;
    const x = index % HALF;
    const y = Math.floor(index / HALF);
    cells.push({ x, y });
    if (x !== CELLS - 1 - x) cells.push({ x: CELLS - 1 - x, y });
  }
  return cells;
}

/** FNV-1a with a last stir, so that neighbouring texts differ in every bit. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}
