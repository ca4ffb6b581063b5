/** A person at the app: what they do on a screen, in their words, and what they look for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from 'vitest';
import { Desk } from '../../../scripts/local/desk.js';
import { type Display, openDisplay } from '../../../scripts/local/display.js';

/** A whole network starts within it, also on a busy machine. */
export const PATIENCE_MS = 90_000;

/** A screen and a home folder for the tests of one file. */
export interface Room {
  readonly folder: string;
  readonly display: Display;
  /** Starts the app in the home `name`; a home keeps what it had. `executable` as of `DeskOptions`. */
  readonly open: (name: string, executable?: string) => Promise<Desk>;
  /** Ends what the tests left open. */
  readonly dispose: () => Promise<void>;
}

export async function openRoom(): Promise<Room> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-window-'));
  const display = await openDisplay();
  const desks: Desk[] = [];
  return {
    folder,
    display,
    open: async (name, executable) => {
      const desk = await Desk.open({ home: join(folder, name), display, ...(executable && { executable }) });
      desk.page.setDefaultTimeout(PATIENCE_MS);
      desks.push(desk);
      return desk;
    },
    dispose: async () => {
      await Promise.all(desks.map((desk) => desk.quit()));
      await display.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until it is to be seen. */
export async function sees(where: Locator): Promise<void> {
  await where.first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
}

/** Whether the screen serves people with other senses or hands: by its structure, and by the keyboard alone. */
export async function expectFit(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectReachable(page);
}

/** What can be said of a screen without using it; contrast and names of controls included. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

const CONTROLS = 'a[href], button, input, select, textarea, [role="slider"], [tabindex="0"]';

/**
 * Whether Tab alone reaches every control of the screen. Of several that are one stop by design (radio buttons, the
 * cells of a grid), only the one whose turn it is counts.
 */
async function expectReachable(page: Page): Promise<void> {
  // What lies behind a dialog waits until it is closed.
  const dialog = page.getByRole('dialog');
  const controls = ((await dialog.count()) > 0 ? dialog : page).locator(CONTROLS);
  const expected = await controls.evaluateAll((all) =>
    all.flatMap((control, index) => {
      const isStop = control.matches(':not(:disabled, [tabindex="-1"], [type="radio"]:not(:checked))');
      if (!isStop || !control.checkVisibility({ visibilityProperty: true })) return [];
      control.setAttribute('data-stop', String(index));
      return [String(index)];
    }),
  );
  const reached = new Set<string>();
  await page.locator('body').press('Control+Home');
  for (let step = 0; step < 2 * expected.length + 10 && reached.size < expected.length; step += 1) {
    await page.keyboard.press('Tab');
    const stop: unknown = await page.evaluate("document.activeElement?.getAttribute('data-stop')");
    if (typeof stop === 'string') reached.add(stop);
  }
  const missed = expected.filter((stop) => !reached.has(stop));
  const named = await Promise.all(missed.map((stop) => page.locator(`[data-stop="${stop}"]`).first().innerText()));
  expect(named, 'controls that Tab does not reach').toEqual([]);
}

/** Says a name and tries it here, without touching the mouse. */
export async function startHere(desk: Desk, name: string): Promise<void> {
  const { page } = desk;
  await page.getByLabel('Name').waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await sees(page.getByRole('heading', { name: 'Where do you want to compute?' }));
  await tabTo(page, page.getByRole('button', { name: 'Start here' }));
  await page.keyboard.press('Enter');
}

/** Goes by the keyboard until the control, once it can be used, has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.and(page.locator('a, :enabled')).waitFor();
  for (let step = 0; step < 60; step += 1) {
    if (await control.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${String(control)}.`);
}

/** Waits until the newest job is done. */
export async function untilDone(desk: Desk): Promise<string> {
  const deadline = Date.now() + 2 * PATIENCE_MS;
  for (;;) {
    const [job] = await desk.call('jobs.rows', null);
    if (job?.state === 'done') return job.jobId;
    if (job?.state === 'stopped') throw new Error(`The job stopped: ${job.sentence}`);
    if (Date.now() > deadline) throw new Error(`The job hangs: ${job?.sentence ?? 'there is none'}`);
    await desk.changed();
  }
}
