import { copyFile, mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../domain/errors.js';
import { type LocalNetwork, startNetwork } from '../../scripts/local/network.js';
import { LocalNode } from '../../scripts/local/node.js';
import { ROOT } from '../../scripts/local/program.js';
import { blackPng } from '../main/tasks/pictures.js';

const KIND = 'image_resize';
const SAMPLE = join(ROOT, 'assets/samples/creek.jpg');
const JOIN_LIMIT_MS = 60_000;

let folder: string;
let network: LocalNetwork;
let ada: LocalNode;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-bad-input-'));
  network = await startNetwork(join(folder, 'network'), 1);
  ada = await LocalNode.start({ name: 'Ada', data: join(folder, 'Ada'), network: network.invitations[0] ?? '' });
  await ada.until('the grant', JOIN_LIMIT_MS, async () => ((await available()) === '5000' ? true : undefined));
});

afterAll(async () => {
  await ada.program.stop();
  await network.program.stop();
  await rm(folder, { recursive: true, force: true });
});

/** 10 CC of grant less the 5 CC of the seat. */
const available = async (): Promise<string> => (await ada.call('people.me', null)).availableMcc;

async function orderError(paths: string[], options: Record<string, string | number> = {}) {
  const request = { kind: KIND, paths, options, folder: join(folder, 'out') };
  return ada.call('jobs.order', request).then(
    () => expect.fail('the order was taken'),
    (thrown: { code: ErrorCode; message: string }) => thrown,
  );
}

async function put(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('what a person may hand over by mistake costs nothing and says what to do', () => {
  test('a renamed text file', async () => {
    const path = await put('letter.jpg', 'Dear Ben, this is not a picture at all.');
    const error = await orderError([path]);
    expect(error.message).toMatch(/letter\.jpg/);
    expect(await quoteRefusal(path)).toBe('input.not-an-image');
  });

  test('a truncated JPEG', async () => {
    const whole = await readFile(SAMPLE);
    const path = await put('half.jpg', whole.subarray(0, whole.length / 2));
    expect(await quoteRefusal(path)).toBe('input.truncated');
    expect(await orderError([path])).toMatchObject({
      code: 'input.truncated',
      message: expect.stringMatching(/half\.jpg/) as string,
    });
  });

  test('a PNG of 100 megapixels in 20 KB', async () => {
    const content = blackPng(10_000, 10_000);
    expect(content.length).toBeLessThan(30_000);
    expect(await quoteRefusal(await put('bomb.png', content))).toBe('input.too-large');
  });

  test('a picture above the stated size', async () => {
    const path = join(folder, 'huge.jpg');
    await copyFile(SAMPLE, path);
    const file = await open(path, 'r+');
    await file.truncate(65 * 1024 * 1024);
    await file.close();
    expect(await quoteRefusal(path)).toBe('input.too-large');
  });

  test.each([0, -1, 1.5, 1_000_000_000])('a longest side of %d', async (longestSide) => {
    expect((await orderError([SAMPLE], { longestSide })).code).toBe('input.bad-option');
  });

  test('an option that does not exist', async () => {
    expect((await orderError([SAMPLE], { sharpen: 3 })).code).toBe('input.bad-option');
  });

  test('a kind that does not exist', async () => {
    const request = { kind: 'mind_reading', paths: [SAMPLE], options: {} };
    await expect(ada.call('jobs.quote', request)).rejects.toMatchObject({ code: 'input.malformed' });
  });

  test('an empty folder, and nothing at all', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect((await orderError([empty])).code).toBe('input.no-files');
    expect((await orderError([])).code).toBe('input.no-files');
  });

  test('a path from where the node was started is taken as such', async () => {
    const request = { kind: KIND, paths: ['assets/samples/creek.jpg'], options: {} };
    const quote = await ada.call('jobs.quote', request);
    expect(quote.files.map(({ path }) => path)).toEqual([SAMPLE]);
  });

  test('a file deleted between choosing and posting', async () => {
    const path = join(folder, 'gone.jpg');
    await copyFile(SAMPLE, path);
    await ada.call('jobs.quote', { kind: KIND, paths: [path], options: {} });
    await rm(path);
    expect((await orderError([path])).code).toBe('input.file-changed');
  });

  test('more than is available', async () => {
    const path = await put('open.json', JSON.stringify({ network: network.profile }));
    const zoe = await LocalNode.start({ name: 'Zoe', data: join(folder, 'Zoe'), network: path });
    const request = { kind: KIND, paths: [SAMPLE], options: {}, folder: join(folder, 'out') };
    await expect(zoe.call('jobs.order', request)).rejects.toMatchObject({
      code: 'funds.not-enough',
      message: expect.stringMatching(/sets \d+\.\d{3} CC aside and you have 0\.000 CC/) as string,
    });
    await zoe.program.stop();
  });

  test('a second node on the same data folder', async () => {
    const second = LocalNode.start({ name: 'Ada', data: join(folder, 'Ada'), network: network.invitations[0] ?? '' });
    await expect(second).rejects.toThrow(/Another Corehour on this computer uses the folder/);
  });

  test('an invitation file that is none', async () => {
    const path = await put('not-an-invitation.json', '{"network": "please"}');
    const node = LocalNode.start({ name: 'Ben', data: join(folder, 'Ben'), network: path });
    await expect(node).rejects.toThrow(/invitation/i);
  });

  test('and after all of it nothing was spent, ordered or left behind', async () => {
    expect(await available()).toBe('5000');
    expect(await ada.call('jobs.list', null)).toEqual([]);
    expect(await readdir(join(folder, 'Ada', 'scratch'))).toEqual([]);
  });
});

async function quoteRefusal(path: string): Promise<string | undefined> {
  const quote = await ada.call('jobs.quote', { kind: KIND, paths: [path], options: {} });
  expect(quote.files).toEqual([]);
  expect(quote.refused[0]?.message).toMatch(/[.!?]$/);
  return quote.refused[0]?.code;
}
