/** What breaks while a job is under way: the window, the app, any process, the network. The job ends all the same. */
import { join } from 'node:path';
import { readFile, readdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '../../../domain/wire/ipc/all.js';
import type { ProcessName } from '../../../domain/wire/process.js';
import { sentenceOfFailure } from '../../../main/app/failures.js';
import type { Desk } from '../../../scripts/local/desk.js';
import { type LocalNetwork, startNetwork } from '../../../scripts/local/network.js';
import { childPids, killAll, neighbourPid, startedBy } from './children.js';
import { FEW, MANY, expectDoneOnce, order, until, untilHappened, untilRunning } from './jobs.js';
import { PATIENCE_MS, type Room, openRoom, sees } from './person.js';

const LIMIT_MS = 4 * 60_000;

/** Goes to a job of two photos by the list of jobs, as a person would. */
async function openJob(page: Page, jobId: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Jobs', exact: true }).click();
  await page
    .getByRole('link', { name: /^2 photos/ })
    .and(page.locator(`[href$="${jobId}"]`))
    .click();
  await sees(page.getByRole('heading', { level: 1, name: '2 photos' }));
}

describe('something breaks in the middle of a job', { timeout: LIMIT_MS }, () => {
  let room: Room;
  let desk: Desk;
  /** The jobs so far, each with the photos it was for. */
  const ordered = new Map<string, readonly string[]>();

  beforeAll(async () => {
    room = await openRoom();
    desk = await room.open('ada');
    await desk.call('app.join', { name: 'Ada', where: { kind: 'try-here' } });
    await untilRunning(desk);
    await desk.page.getByRole('button', { name: 'Skip' }).click();
  }, LIMIT_MS);
  afterAll(() => room?.dispose());

  async function post(photos: readonly string[]): Promise<string> {
    const jobId = await order(desk, photos, join(room.folder, `job ${ordered.size + 1}`));
    ordered.set(jobId, photos);
    return jobId;
  }

  /** Ends processes, and waits until the person was told of it. */
  async function crash(name: ProcessName, pids: readonly number[]): Promise<void> {
    const since = Date.now();
    killAll(pids);
    await told(sentenceOfFailure(name), since);
    await sees(desk.page.getByText(sentenceOfFailure(name)));
  }

  async function told(words: string, since: number): Promise<void> {
    await until(desk, `word of "${words}"`, async () => {
      const { crashes } = await desk.call('app.state', null);
      return crashes.some(({ at, sentence }) => at >= since && sentence.includes(words)) || undefined;
    });
  }

  it('the process that cuts the photos is killed', async () => {
    const jobId = await post(MANY);
    await crash('task', await childPids(desk, 'task'));
    await expectDoneOnce(desk, jobId, MANY);
  });

  it('the storage is killed before anybody fetched from it', async () => {
    const jobId = await post(FEW);
    await untilHappened(desk, jobId, 'posted');
    await crash('storage', await childPids(desk, 'storage'));
    await expectDoneOnce(desk, jobId, FEW);
  });

  it('the network on this computer is killed while a neighbour computes', async () => {
    const jobId = await post(FEW);
    await untilHappened(desk, jobId, 'claimed');
    await crash('chain', await childPids(desk, 'chain'));
    await expectDoneOnce(desk, jobId, FEW);
    await expect.poll(() => desk.page.getByText(/^Not connected to/).count(), { timeout: PATIENCE_MS }).toBe(0);
  });

  it.runIf(process.platform === 'linux')('the neighbour that computes is killed', async () => {
    const jobId = await post(MANY);
    await untilHappened(desk, jobId, 'claimed');
    const { chunkList } = await desk.call('jobs.page', { jobId });
    const worker = chunkList.find((chunk) => chunk.worker !== undefined)?.worker?.split(' ')[0] ?? '';
    const pid = await neighbourPid(desk, worker);
    const itsOwn = await startedBy(pid);
    expect(itsOwn.length).toBeGreaterThan(0);
    await crash('neighbour', [pid]);
    await expectDoneOnce(desk, jobId, MANY);
    expect(await neighbourPid(desk, worker)).not.toBe(pid);
    const alive = new Set((await readdir('/proc')).map(Number));
    expect(itsOwn.filter((child) => alive.has(child))).toEqual([]);
  });

  it('the app is quit, and opened again later', async () => {
    const jobId = await post(MANY);
    await untilHappened(desk, jobId, 'claimed');
    await desk.quit();
    desk = await room.open('ada');
    await untilRunning(desk);
    await sees(desk.page.getByText('This computer', { exact: true }));
    await expectDoneOnce(desk, jobId, MANY);
  });

  it('the page is loaded again, and is where it was', async () => {
    const jobId = await post(FEW);
    await openJob(desk.page, jobId);
    await untilHappened(desk, jobId, 'posted');
    const place = desk.page.url();
    await desk.page.reload();
    await sees(desk.page.getByRole('heading', { level: 1, name: '2 photos' }));
    expect(desk.page.url()).toBe(place);
    expect(place).toContain(jobId);
    await expectDoneOnce(desk, jobId, FEW);
    await sees(desk.page.getByRole('slider'));
  });

  it('the page crashes and is back where it was; then the window is closed, and a second start shows it', async () => {
    const jobId = await post(FEW);
    const folder = join(room.folder, `job ${ordered.size}`);
    await openJob(desk.page, jobId);
    const place = desk.page.url();
    const since = Date.now();
    await desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect
      .poll(() => textInside(desk), { timeout: PATIENCE_MS })
      .toMatch(/2 photos[^]*The window stopped .* and was opened again/);
    expect(await urlInside(desk)).toBe(place);

    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => windows(desk), { timeout: PATIENCE_MS }).toBe(0);
    await expect.poll(() => readdir(folder).catch(() => []), { timeout: 2 * PATIENCE_MS }).toHaveLength(FEW.length);

    const next = desk.nextWindow();
    expect(await desk.startAgain(room.display)).toBe(0);
    desk = await next;
    desk.page.setDefaultTimeout(PATIENCE_MS);
    await sees(desk.page.getByText('This computer', { exact: true }));
    await told('The window stopped', since);
    await expectDoneOnce(desk, jobId, FEW);
  });

  it('a second start brings a hidden window to the front and ends', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible(desk)).toBe(false);
    expect(await desk.startAgain(room.display)).toBe(0);
    await expect.poll(() => isVisible(desk), { timeout: PATIENCE_MS }).toBe(true);
    expect(await windows(desk)).toBe(1);
  });

  it('the app is killed, and opened again: every job is done once, and paid once', async () => {
    const jobId = await post(MANY);
    await untilHappened(desk, jobId, 'claimed');
    await desk.kill();
    desk = await room.open('ada');
    await untilRunning(desk);
    await expectDoneOnce(desk, jobId, MANY);
    for (const [one, photos] of ordered) await expectDoneOnce(desk, one, photos);
    expect(await desk.call('jobs.rows', null)).toHaveLength(ordered.size);
    await expectPaidOnce(desk);
  });
});

describe('the host of the network goes away', { timeout: LIMIT_MS }, () => {
  let room: Room;
  let desk: Desk;
  let network: LocalNetwork;

  beforeAll(async () => {
    room = await openRoom();
    network = await startNetwork(join(room.folder, 'network'), 1);
    desk = await room.open('ben');
  }, LIMIT_MS);
  afterAll(async () => {
    await room?.dispose();
    await network?.program.stop();
  });

  it('a person joins by an invitation', async () => {
    const { page } = desk;
    await page.getByLabel('Name').fill('Ben');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('radio', { name: 'I have an invitation' }).check();
    await page.getByLabel('Invitation', { exact: true }).fill(await readFile(network.invitations[0] ?? '', 'utf8'));
    await page.getByRole('button', { name: 'Join' }).click();
    await sees(page.getByText('This computer', { exact: true }));
    await until(desk, 'the grant', async () => ((await available(desk)) > 0n ? true : undefined));
  });

  it('sees since when it is not there, with what was known, and what is ordered is kept and posted later', async () => {
    const { page } = desk;
    const banner = page.getByText(/^Not connected to Local network since \d{1,2}:\d{2}.*Showing what was known then/);
    const before = await available(desk);
    await network.program.kill();
    await sees(banner);
    await sees(page.getByText('10.000 CC').first());
    const jobId = await order(desk, FEW, join(room.folder, 'results'));
    await openJob(page, jobId);
    await sees(banner);
    expect((await jobNow(jobId)).tasks.flatMap(({ moments }) => moments)).toEqual([]);
    expect(await available(desk)).toBe(before);

    network = await startNetwork(join(room.folder, 'network'), 0);
    await untilHappened(desk, jobId, 'posted');
    await banner.waitFor({ state: 'detached', timeout: PATIENCE_MS });
    expect(await available(desk)).toBeLessThan(before);
    await sees(page.getByRole('heading', { level: 1, name: '2 photos' }));
  });

  async function jobNow(jobId: string): Promise<CallOutput<'jobs.list'>[number]> {
    const job = (await desk.call('jobs.list', null)).find((one) => one.jobId === jobId);
    return job ?? expect.fail('the order was lost');
  }
});

async function available(desk: Desk): Promise<bigint> {
  return BigInt((await desk.call('people.me', null)).availableMcc);
}

/** Nothing is held back any more, and what was proved is what this person's jobs paid for: each task once. */
async function expectPaidOnce(desk: Desk): Promise<void> {
  const tasks = (await desk.call('jobs.list', null)).flatMap((job) => job.tasks);
  const ledger = await desk.call('network.ledger', null);
  expect(BigInt(ledger.verifiedComputeMcc)).toBe(tasks.reduce((sum, { bountyMcc }) => sum + BigInt(bountyMcc), 0n));
  expect(ledger.accounts.filter(({ escrowedMcc }) => escrowedMcc !== '0')).toEqual([]);
}

// A page that crashed under the test's own eyes is closed to it for good, so these look from the main process.

function textInside(desk: Desk): Promise<string> {
  return inside(desk, 'document.body.innerText');
}

function urlInside(desk: Desk): Promise<string> {
  return inside(desk, 'location.href');
}

function inside(desk: Desk, what: string): Promise<string> {
  return desk.app.evaluate(async ({ BrowserWindow }, script) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoading()) return '';
    // A page that goes while it is asked never answers.
    const gone = new Promise<string>((resolve) => contents.once('render-process-gone', () => resolve('')));
    const left = new Promise<string>((resolve) => contents.once('did-start-loading', () => resolve('')));
    return Promise.race([contents.executeJavaScript(script).then(String), gone, left]);
  }, what);
}

function windows(desk: Desk): Promise<number> {
  return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

async function isVisible(desk: Desk): Promise<boolean> {
  return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}
