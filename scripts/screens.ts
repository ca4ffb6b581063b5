/**
 * Pictures of every screen of the real app, on a real network with neighbours: `screens/<screen>-<size>-<scheme>.png`.
 * `npm run screens [-- --only <beginning of a screen's name>]`
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Desk } from './local/desk.js';
import { openDisplay } from './local/display.js';
import { ROOT } from './local/program.js';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;
const SCHEMES = ['light', 'dark'] as const;
const PATIENCE_MS = 120_000;
const PHOTOS = ['sunset.jpg', 'creek.jpg', 'dandelion.jpg', 'mountain-path.jpg', 'two-dogs-rotated.jpg'];

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const target = join(ROOT, 'screens');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'corehour-screens-'));
const display = await openDisplay();
try {
  await mkdir(target, { recursive: true });
  const desk = await Desk.open({ home: join(folder, 'ada'), display });
  try {
    desk.page.setDefaultTimeout(PATIENCE_MS);
    await tour(desk);
  } finally {
    await desk.quit();
  }
  say(`The pictures lie in ${relative(process.cwd(), target) || target}.`);
} finally {
  await display.dispose();
  await rm(folder, { recursive: true, force: true });
}

/** One picture a size and scheme. */
async function shoot({ app, page }: Desk, name: string): Promise<void> {
  if (!name.startsWith(values.only)) return;
  for (const { width, height } of SIZES) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.mouse.move(0, 0);
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      await page.screenshot({ path: join(target, `${name}-${width}x${height}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  say(name);
}

async function tour(desk: Desk): Promise<void> {
  const { page } = desk;
  const heading = (name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByLabel('Name').fill('Ada');
  await shoot(desk, '01-name');
  await page.getByRole('button', { name: 'Next' }).click();
  await heading('Where do you want to compute?');
  await shoot(desk, '02-where');
  await page.getByRole('button', { name: 'Start here' }).click();
  await page.getByText('Joining it').waitFor();
  await shoot(desk, '03-starting');
  await heading('Watch a sample job');
  await page.getByRole('button', { name: 'Send the photos' }).and(page.locator(':enabled')).waitFor();
  await shoot(desk, '04-sample');
  await page.getByRole('button', { name: 'Send the photos' }).click();
  await heading('Your first job is under way');
  await heading('Your first job is done');
  await shoot(desk, '05-sample-done');
  await page.getByRole('button', { name: 'Go to Home' }).click();
  await desk.call('lend.start', null);
  await until(desk, async () => BigInt((await desk.call('people.me', null)).owedMcc) > 0n);
  await shoot(desk, '06-home');
  const photos = await somePhotos();
  await desk.drop([photos]);
  await heading('New job');
  await page.getByRole('button', { name: 'Post job' }).and(page.locator(':enabled')).waitFor();
  await page.getByRole('img', { name: /as it will be/ }).waitFor();
  await shoot(desk, '07-new-job');
  await page.getByRole('button', { name: 'Post job' }).click();
  await heading(`${PHOTOS.length} photos`);
  await until(desk, async () => (await desk.call('jobs.rows', null))[0]?.sentence.includes('computing') ?? false);
  await shoot(desk, '08-job-under-way');
  await until(desk, async () => (await desk.call('jobs.rows', null))[0]?.state === 'done');
  await page.getByRole('slider').waitFor();
  await shoot(desk, '09-job-done');
  await page.getByRole('button', { name: 'Receipt' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot(desk, '10-receipt');
  await page.keyboard.press('Escape');
  for (const [name, link] of [
    ['11-jobs', 'Jobs'],
    ['12-lend', 'Lend'],
    ['13-people', 'People'],
    ['15-settings', 'Settings'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).click();
    await heading(link);
    await shoot(desk, name);
  }
  await page.getByRole('navigation').getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('link', { name: /Mia/ }).first().click();
  await heading(/Mia/);
  await shoot(desk, '14-person');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await shoot(desk, '16-go-to-anything');
}

async function until(desk: Desk, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('The app did not come that far in two minutes.');
    await desk.changed();
  }
}

async function somePhotos(): Promise<string> {
  const photos = join(folder, 'holidays');
  await mkdir(photos);
  for (const name of PHOTOS) await copyFile(join(ROOT, 'assets', 'samples', name), join(photos, name));
  return photos;
}
