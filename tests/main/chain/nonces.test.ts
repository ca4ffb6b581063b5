import { expect, test } from 'vitest';
import { Nonces } from '../../../main/chain/nonces.js';

test('while transactions are under way, a lagging answer gives no nonce twice', () => {
  const nonces = new Nonces();
  expect([nonces.take(7), nonces.take(8), nonces.take(8)]).toEqual([7, 8, 9]);
  nonces.landed(7);
  nonces.landed(7);
  expect(nonces.take(8)).toBe(10);
});

test('once all have landed, the network is believed again', () => {
  const nonces = new Nonces();
  expect(nonces.take(7)).toBe(7);
  nonces.landed(7);
  expect(nonces.take(3)).toBe(3);
});

test('once one failed, the network is believed again; what others use elsewhere is passed by', () => {
  const nonces = new Nonces();
  expect([nonces.take(7), nonces.take(7)]).toEqual([7, 8]);
  nonces.failed(7);
  expect(nonces.take(7)).toBe(7);
  nonces.failed(8);
  expect(nonces.take(12)).toBe(12);
});
