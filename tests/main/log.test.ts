import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytes, ms } from '../../domain/units.js';
import { openLog } from '../../main/log.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const linesOf = (name: string): unknown[] =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('the log', () => {
  it('holds one JSON line an entry, from its level up', () => {
    const { log, close } = openLog({ folder, now: () => ms(0), level: 'info' });
    log.debug('unsaid');
    log.in('storage').warn('two\nlines', { amount: 5n, level: 3 });
    close();
    log.error('after the end');
    const time = '1970-01-01T00:00:00.000Z';
    expect(linesOf('corehour.log')).toEqual([
      { time, level: 'warn', room: 'storage', message: 'two\nlines', amount: '5' },
    ]);
  });

  it('sets full files aside and keeps three of them', () => {
    const { log, close } = openLog({ folder, now: () => ms(0), fileSize: bytes(100) });
    for (let count = 0; count < 20; count += 1) log.info(`${count} ${'x'.repeat(100)}`);
    close();
    expect(readdirSync(folder).toSorted()).toEqual([
      'corehour.1.log',
      'corehour.2.log',
      'corehour.3.log',
      'corehour.log',
    ]);
    expect(linesOf('corehour.3.log')).toEqual([expect.objectContaining({ message: expect.stringMatching(/^16 /) })]);
    expect(linesOf('corehour.log')).toEqual([expect.objectContaining({ message: expect.stringMatching(/^19 /) })]);
  });

  it('goes on in the same file after a restart', () => {
    for (const message of ['first', 'second']) {
      const { log, close } = openLog({ folder, now: () => ms(0) });
      log.info(message);
      close();
    }
    expect(linesOf('corehour.log')).toMatchObject([{ message: 'first' }, { message: 'second' }]);
  });
});
