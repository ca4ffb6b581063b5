import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { describe, expect, it } from 'vitest';

describe('import directions', () => {
  it('hold in every room', async () => {
    const options = await extractConfig('./.dependency-cruiser.cjs');
    const { output } = await cruise(['domain', 'main', 'preload', 'renderer', 'scripts'], options);
    if (typeof output === 'string') throw new Error('expected the result as data');
    for (const [room, fewest] of [
      ['domain', 20],
      ['main', 100],
      ['preload', 1],
      ['renderer', 100],
    ] as const) {
      const own = output.modules.filter(({ source }) => source.startsWith(`${room}/`));
      expect(own.length, room).toBeGreaterThanOrEqual(fewest);
    }
    expect(output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
