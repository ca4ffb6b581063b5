import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ms } from '../../../domain/units.js';
import { OwedPins } from '../../../main/storage/pins.js';
import { testFolder } from './nodes.js';

/** Notes what is unpinned; `isUp` false is a storage process that is down. */
function storage(): { unpinned: string[]; isUp: boolean; unpin: (cid: string) => Promise<void> } {
  const noted = {
    unpinned: [] as string[],
    isUp: true,
    unpin: (cid: string): Promise<void> => {
      if (!noted.isUp) return Promise.reject(new Error('down'));
      noted.unpinned.push(cid);
      return Promise.resolve();
    },
  };
  return noted;
}

test('a file is let go when it is not owed any more, also by a later start', async () => {
  const file = join(await testFolder(), 'storage', 'pins.json');
  const store = storage();
  let now = ms(1000);
  const clock = { now: () => now };
  const pins = await OwedPins.open(file, store, clock);
  await Promise.all([pins.keep('soon', ms(2000)), pins.keep('late', ms(9000)), pins.keep('longer', ms(2000))]);
  await pins.keep('longer', ms(5000));
  await pins.keep('longer', ms(1500));
  expect(await pins.releaseDue()).toEqual([]);

  now = ms(2000);
  expect(await pins.releaseDue()).toEqual(['soon']);
  expect(await pins.releaseDue()).toEqual([]);

  now = ms(5000);
  const later = await OwedPins.open(file, store, clock);
  expect(await later.releaseDue()).toEqual(['longer']);
  expect(store.unpinned).toEqual(['soon', 'longer']);
});

test('what could not be let go is tried again', async () => {
  const store = storage();
  const pins = await OwedPins.open(join(await testFolder(), 'pins.json'), store, { now: () => ms(10) });
  await pins.keep('cid', ms(5));
  store.isUp = false;
  await expect(pins.releaseDue()).rejects.toThrow('down');
  store.isUp = true;
  expect(await pins.releaseDue()).toEqual(['cid']);
});
