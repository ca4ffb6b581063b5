import { describe, expect, it } from 'vitest';
import { ms } from '../../../domain/units.js';
import { ChainClock } from '../../../main/chain/chain-clock.js';

function clocks(wall: number) {
  const clock = { time: wall, now: () => ms(clock.time) };
  return { clock, chain: new ChainClock(clock) };
}

describe('the time on chain', () => {
  it('is ours until a block says otherwise', () => {
    expect(clocks(5000).chain.now()).toBe(5000);
  });

  it.each([-3_600_000, 0, 3_600_000])('is right though our clock is off by %d ms', (off) => {
    const { clock, chain } = clocks(1_000_000_000 + off);
    chain.saw(ms(1_000_000_000));
    clock.time += 4000;
    expect(chain.now()).toBe(1_000_004_000);
  });

  it('is not set back by old blocks read late', () => {
    const { chain } = clocks(1_000_000);
    for (const age of [900_000, 600_000, 2000, 500, 700]) chain.saw(ms(1_000_000 - age));
    expect(chain.now()).toBe(999_500);
  });

  it('follows a chain that runs apart', () => {
    const { clock, chain } = clocks(1_000_000);
    for (let block = 0; block < 20; block += 1) {
      chain.saw(ms(500_000 + block * 6000));
      clock.time += 500;
    }
    expect(chain.now()).toBe(500_000 + 19 * 6000 + 500);
  });

  it('forgets a lead once blocks stop showing it', () => {
    const { clock, chain } = clocks(1_000_000);
    chain.saw(ms(1_500_000));
    clock.time = 2_000_000;
    for (let block = 0; block < 8; block += 1) chain.saw(ms(2_000_000));
    expect(chain.now()).toBe(2_000_000);
  });
});
