import { expect, it } from 'vitest';
import { Restarts } from '../../../main/desktop/restarts.js';

it('starts again what ended, three times in a row when soon, without end when late', () => {
  let now = 0;
  const restarts = new Restarts(() => now);
  for (let round = 0; round < 10; round += 1) {
    now += 60_000;
    expect(restarts.mayAgain()).toBe(true);
  }
  now += 59_999;
  expect(restarts.mayAgain()).toBe(true);
  expect(restarts.mayAgain()).toBe(true);
  expect(restarts.mayAgain()).toBe(false);
});
