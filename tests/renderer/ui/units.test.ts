import { describe, expect, it } from 'vitest';
import { creditsText } from '../../../renderer/ui/credits.js';
import { durationText } from '../../../renderer/ui/duration.js';
import { ageOf, momentText } from '../../../renderer/ui/moment.js';
import { sizeText } from '../../../renderer/ui/size.js';

const at = (text: string): number => new Date(text).getTime();

describe('units as text', () => {
  it('write money with three decimals, its sign and its unit', () => {
    expect(creditsText('1250')).toBe('1.250 CC');
    expect(creditsText('85', true)).toBe('+0.085 CC');
    expect(creditsText('-85', true)).toBe('−0.085 CC');
    expect(creditsText('0', true)).toBe('0.000 CC');
  });

  it('write moments as people say them today', () => {
    const now = at('2026-11-23T14:30:00');
    expect(momentText(at('2026-11-23T00:05:00'), now)).toBe('00:05');
    expect(momentText(at('2026-11-22T23:59:00'), now)).toBe('yesterday');
    expect(momentText(at('2026-11-03T09:00:00'), now)).toBe('3 Nov');
    expect(momentText(at('2025-11-03T09:00:00'), now)).toBe('3 Nov 2025');
  });

  it('write ages', () => {
    const now = at('2026-11-23T14:30:00');
    expect(ageOf(now - 59_000, now)).toBe('just now');
    expect(ageOf(now - 61_000, now)).toBe('1 min ago');
    expect(ageOf(now - 3 * 3_600_000, now)).toBe('3 h ago');
    expect(ageOf(now - 49 * 3_600_000, now)).toBe('2 days ago');
  });

  it('write spans and sizes with units that fit', () => {
    expect(durationText(400)).toBe('0.4 s');
    expect(durationText(12_000)).toBe('12 s');
    expect(durationText(180_000)).toBe('3 min');
    expect(durationText(4_800_000)).toBe('1 h 20 min');
    expect(durationText(3_599_000)).toBe('1 h');
    expect(sizeText(340)).toBe('340\u00a0B');
    expect(sizeText(1_240_000)).toBe('1.2\u00a0MB');
    expect(sizeText(999_950)).toBe('1.0\u00a0MB');
  });
});
