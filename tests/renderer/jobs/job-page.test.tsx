// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Route } from 'wouter';
import { JOB } from '../../../renderer/app/routes.js';
import { startOrder } from '../../../renderer/composer/order-store.js';
import { JobPage } from '../../../renderer/jobs/job-page.js';
import type { JobPage as JobFacts } from '../../../domain/wire/ipc/jobs.js';
import { ADA, appState, jobPage } from '../examples.js';
import { type Answers, failing, installBridge, never } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';
import { giveSizes } from './scroller.js';

giveSizes();
beforeEach(() => startOrder());

const TASK = `0x${'07'.repeat(32)}`;
const SOURCE = '/photos/creek.jpg';
const RESULT = '/results/creek-1600.jpg';
const CHECKED = {
  index: 0,
  name: 'creek.jpg',
  state: 'checked' as const,
  worker: 'Ada',
  checkers: ['Ben', 'Cleo'],
  at: new Date(2026, 0, 5, 14, 5).getTime(),
  source: SOURCE,
  result: RESULT,
};
const WAITING = { index: 1, name: 'sunset.jpg', state: 'waiting' as const, checkers: [], source: '/photos/sunset.jpg' };
const DONE: Partial<JobFacts> = { state: 'done', sentence: 'Settled', chunkList: [CHECKED], files: [RESULT] };
const SIZES: Record<string, [number, number, number]> = {
  [SOURCE]: [4032, 3024, 4_200_000],
  '/photos/sunset.jpg': [4000, 3000, 3_900_000],
  [RESULT]: [1600, 1200, 420_000],
};

const previews: Answers = {
  'jobs.preview': ({ path }) => {
    const [width, height, size] = SIZES[path] ?? [10, 10, 10];
    return { url: `app://corehour/preview${path}`, width, height, size };
  },
};

function open(job: Partial<JobFacts> = {}, answers: Answers = {}) {
  const bridge = installBridge({ 'app.state': appState(), 'jobs.page': jobPage(job), ...previews, ...answers });
  const shown = show(
    <Route path={JOB}>
      <JobPage />
    </Route>,
    '/jobs/job-1',
  );
  return { bridge, ...shown };
}

describe('a job under way', () => {
  it('says where it stands, what happened in order, and what goes on now', async () => {
    open({
      life: [
        { id: '2', at: 2000, sentence: 'Ada took it', opens: { page: 'person', address: ADA } },
        { id: '1', at: 1000, sentence: 'Posted', amountMcc: '-140' },
      ],
    });
    expect(await screen.findByRole('heading', { level: 1, name: '8 photos' })).toBeDefined();
    const points = within(await screen.findByRole('list', { name: 'What happened' })).getAllByRole('listitem');
    expect(points.map((point) => point.textContent)).toEqual([
      expect.stringMatching(/Posted−0\.140\u00a0CC$/),
      expect.stringMatching(/Ada took it$/),
      'NowAda is computing 3 of 8',
    ]);
    expect(points.at(-1)?.getAttribute('aria-current')).toBe('step');
    expect(screen.getByRole('link', { name: 'Ada took it' }).getAttribute('href')).toBe(`#/people/${ADA}`);
  });

  it('shows the original while it is computed, and no way to files that are not there', async () => {
    open({ chunkList: [WAITING] });
    expect(await screen.findByRole('img', { name: 'sunset.jpg, the original' })).toBeDefined();
    expect(screen.getByText('The original: still being computed')).toBeDefined();
    expect(screen.queryByRole('slider')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Open folder' })).toBeNull();
    expect(screen.getByText('The finished files come to /home/robin/Pictures/Corehour.')).toBeDefined();
  });

  it('says who computed and checked a part, and shows the one that is picked', async () => {
    const { user } = open({ chunkList: [CHECKED, WAITING] });
    const grid = await screen.findByRole('listbox', { name: /Parts/ });
    expect(
      within(grid).getByRole('option', { name: /creek\.jpg.*computed by Ada, checked by Ben and Cleo/ }),
    ).toBeDefined();
    expect(await screen.findByRole('slider')).toBeDefined();
    grid.focus();
    await user.keyboard('{ArrowRight}{Enter}');
    expect(await screen.findByRole('img', { name: 'sunset.jpg, the original' })).toBeDefined();
  });

  it('follows what changes', async () => {
    const { bridge } = open();
    await screen.findByRole('heading', { level: 1, name: '8 photos' });
    bridge.answer({ 'jobs.page': jobPage(DONE) });
    expect(await screen.findByRole('button', { name: 'Open folder' })).toBeDefined();
    expect(screen.queryByText('Now')).toBeNull();
  });

  it('tells of trouble that mends itself', async () => {
    open({ trouble: { code: 'storage.timed-out', message: 'Ada does not answer.' } });
    expect(await screen.findByText('Ada does not answer. It is tried again by itself.')).toBeDefined();
  });
});

describe('cancelling', () => {
  it('says what comes back, asks, and calls off every task that can be', async () => {
    const { user, bridge } = open({ cancellable: [TASK], backMcc: '105' }, { 'jobs.cancel': null });
    await user.click(await screen.findByRole('button', { name: 'Cancel…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel this job?' });
    expect(dialog.textContent).toContain('gives you back 0.105\u00a0CC');
    expect(bridge.inputsOf('jobs.cancel')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the job' }));
    expect(await screen.findByText(/Called off\./)).toBeDefined();
    expect(bridge.inputsOf('jobs.cancel')).toEqual([{ taskId: TASK }]);
  });

  it('keeps the job on second thoughts, and stays open when it fails', async () => {
    const { user, bridge } = open({ cancellable: [TASK] }, { 'jobs.cancel': failing('Somebody took it just now.') });
    await user.click(await screen.findByRole('button', { name: 'Cancel…' }));
    await user.click(await screen.findByRole('button', { name: 'Keep the job' }));
    expect(bridge.inputsOf('jobs.cancel')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Cancel…' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel the job' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody took it just now.');
  });

  it('is not offered once everything was taken', async () => {
    open();
    await screen.findByRole('button', { name: 'Receipt' });
    expect(screen.queryByRole('button', { name: 'Cancel…' })).toBeNull();
  });
});

describe('a finished job', () => {
  it('moves the divider by keyboard and gives both sizes', async () => {
    const { user } = open(DONE);
    const slider = await screen.findByRole('slider', { name: 'creek.jpg: divider between before and after' });
    const at = () => slider.getAttribute('aria-valuenow');
    slider.focus();
    await user.keyboard('{ArrowRight}{PageUp}');
    expect(at()).toBe('62');
    expect(slider.getAttribute('aria-valuetext')).toBe('62 % before, 38 % after');
    await user.keyboard('{Home}');
    expect(at()).toBe('0');
    await user.keyboard('{ArrowLeft}');
    expect(at()).toBe('0');
    await user.keyboard('{End}');
    expect(at()).toBe('100');
    expect(await screen.findByText('Before 4032 × 3024 · 4.2 MB')).toBeDefined();
    expect(await screen.findByText('After 1600 × 1200 · 420 kB')).toBeDefined();
  });

  it('opens and shows each file, and says so when it is gone', async () => {
    const { user, bridge } = open(DONE, {
      'shell.open': failing('The file is gone.', 'storage.not-found'),
      'shell.show': null,
    });
    await user.click(await screen.findByRole('button', { name: 'Show in folder: creek-1600.jpg' }));
    expect(bridge.inputsOf('shell.show')).toEqual([{ path: RESULT }]);
    await user.click(screen.getByRole('button', { name: 'Open creek-1600.jpg' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The file is gone.');
  });

  it('saves the files to a chosen folder and says how many and where', async () => {
    const { user, bridge } = open(DONE, {
      'shell.chooseFolder': { paths: ['/usb'] },
      'jobs.saveTo': { files: ['/usb/creek-1600.jpg'] },
    });
    await user.click(await screen.findByRole('button', { name: 'Save to…' }));
    expect(await screen.findByText('1 file saved to /usb.')).toBeDefined();
    expect(bridge.inputsOf('jobs.saveTo')).toEqual([{ jobId: 'job-1', folder: '/usb' }]);
  });

  it('saves nothing when no folder is chosen, and tells of a full disk', async () => {
    const { user, bridge } = open(DONE, {
      'shell.chooseFolder': { paths: [] },
      'jobs.saveTo': failing('The disk is full. Make room and save again.', 'storage.disk-full'),
    });
    const save = await screen.findByRole('button', { name: 'Save to…' });
    await user.click(save);
    expect(bridge.inputsOf('jobs.saveTo')).toEqual([]);
    bridge.answer({ 'shell.chooseFolder': { paths: ['/usb'] } }, 'quietly');
    await user.click(save);
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
  });

  it('gives a receipt to copy and to save', async () => {
    const lines = [{ label: 'Root', value: '0xfeed' }];
    const { user, bridge } = open(DONE, {
      'jobs.receipt': { jobId: 'job-1', network: 'Here', tasks: [{ taskId: TASK, lines }] },
      'shell.copy': null,
      'shell.saveFile': { path: '/docs/receipt.txt' },
    });
    await user.click(await screen.findByRole('button', { name: 'Receipt' }));
    const dialog = await screen.findByRole('dialog', { name: 'Receipt of 8 photos' });
    await user.click(await within(dialog).findByRole('button', { name: 'Copy' }));
    expect(await within(dialog).findByText('Copied.')).toBeDefined();
    expect(bridge.inputsOf('shell.copy')[0]?.text).toBe(`Receipt of job job-1 on Here\n\nTask 1 of 1\nRoot  0xfeed\n`);
    await user.click(within(dialog).getByRole('button', { name: 'Save as text' }));
    expect(await within(dialog).findByText('Saved as /docs/receipt.txt.')).toBeDefined();
  });

  it('fills the composer with the same files and options for the same again', async () => {
    const { user, bridge } = open(
      { ...DONE, orderedOptions: { longestSide: 800 }, paths: [SOURCE] },
      { 'files.list': { files: [], leftOut: 0, unreadable: [] } },
    );
    await user.click(await screen.findByRole('button', { name: 'Post again' }));
    expect(pathNow()).toBe('/jobs/new');
    expect(bridge.inputsOf('files.list')).toEqual([{ paths: [SOURCE] }]);
  });
});

describe('a job that cannot be shown or did not work', () => {
  it('says what ended it, with a way on', async () => {
    const message = 'It cost more than you had.';
    open({ state: 'stopped', sentence: message, problem: { code: 'funds.not-enough', message } });
    const problem = await screen.findByRole('alert');
    expect(problem.textContent).toContain('It cost more than you had.');
    expect(within(problem).getByRole('link', { name: 'Go to Lend' }).getAttribute('href')).toBe('#/lend');
    expect(screen.getAllByText(message)).toHaveLength(1);
    expect(screen.getByText('Stopped')).toBeDefined();
  });

  it('waits with a skeleton', () => {
    open({}, { 'jobs.page': never });
    expect(screen.getByText('Loading')).toBeDefined();
  });

  it('says what went wrong', async () => {
    open({}, { 'jobs.page': failing('There is no such job.', 'storage.not-found') });
    expect((await screen.findByRole('alert')).textContent).toContain('There is no such job.');
  });

  it('says how old it is without a connection', async () => {
    const lastHeardAt = new Date().setHours(0, 5, 0, 0);
    const network = { name: 'Here', kind: 'joined' as const, isConnected: false, lastHeardAt };
    open({}, { 'app.state': appState({ network }) });
    expect(await screen.findByText('Showing what was known at 00:05')).toBeDefined();
  });
});
