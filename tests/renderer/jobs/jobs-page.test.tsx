// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { JobsPage } from '../../../renderer/jobs/jobs-page.js';
import { appState, jobRow } from '../examples.js';
import { type Answers, failing, installBridge, never } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';
import { Scroller, giveSizes } from './scroller.js';

giveSizes();

const ROWS = [
  jobRow({ jobId: 'a', name: '12 photos', state: 'under-way', sentence: 'Ada is computing 3 of 12' }),
  jobRow({ jobId: 'b', name: 'beach.jpg', state: 'done', sentence: 'Settled', chunksDone: 1, chunks: 1 }),
  jobRow({ jobId: 'c', name: 'creek.jpg', state: 'stopped', sentence: 'Ran out of time', chunksDone: 0, chunks: 1 }),
];

function open(answers: Answers = {}) {
  const bridge = installBridge({ 'app.state': appState(), 'jobs.rows': ROWS, ...answers });
  const shown = show(
    <Scroller>
      <JobsPage />
    </Scroller>,
    '/jobs',
  );
  return { bridge, ...shown };
}

const names = () => screen.getAllByRole('listitem').map((row) => within(row).getByRole('link').textContent);

describe('the list of jobs', () => {
  it('shows each with its sentence, progress and price', async () => {
    open();
    const row = await screen.findByRole('link', { name: /12 photos/ });
    expect(row.textContent).toContain('Ada is computing 3 of 12');
    expect(row.textContent).toContain('2 of 8 done');
    expect(row.textContent).toContain('0.140\u00a0CC');
  });

  it('offers the first step where there is none, and takes it with the sample photos', async () => {
    const { user } = open({ 'jobs.rows': [], 'jobs.samples': { paths: ['/samples/creek.jpg'] } });
    expect(await screen.findByText('No job yet')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Try the sample photos' }));
    await expect.poll(pathNow).toBe('/jobs/new');
  });

  it('says that it is loading', () => {
    open({ 'jobs.rows': never });
    expect(screen.getByText('Loading')).toBeDefined();
    expect(screen.queryByText('No job yet')).toBeNull();
  });

  it('says what went wrong, and tries again when told', async () => {
    const { user, bridge } = open({ 'jobs.rows': failing('The network does not answer. Check your connection.') });
    expect((await screen.findByRole('alert')).textContent).toContain('The network does not answer.');
    bridge.answer({ 'jobs.rows': ROWS }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /beach\.jpg/ })).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says how old it is without a connection', async () => {
    const at = new Date().setHours(0, 5, 0, 0);
    const network = { name: 'Here', kind: 'try-here' as const, isConnected: false, lastHeardAt: at };
    open({ 'app.state': appState({ network }) });
    expect(await screen.findByText('Showing what was known at 00:05')).toBeDefined();
    expect(names()).toHaveLength(3);
  });
});

describe('finding a job', () => {
  it('counts the states and shows one of them', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('radio', { name: 'Stopped 1' }));
    expect(names()).toEqual([expect.stringContaining('creek.jpg')]);
  });

  it('looks for words, in the counts too, and leads back from nothing', async () => {
    const { user } = open();
    await user.type(await screen.findByRole('searchbox', { name: 'Search jobs' }), 'ADA 12');
    expect(names()).toEqual([expect.stringContaining('12 photos')]);
    await user.click(screen.getByRole('radio', { name: 'Done 0' }));
    expect(screen.getByText('No job fits')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Show all jobs' }));
    expect(names()).toHaveLength(3);
  });
});

describe('by keyboard', () => {
  it('goes through the rows with the arrow keys and opens one with Enter', async () => {
    const { user } = open();
    (await screen.findByRole('link', { name: /12 photos/ })).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(document.activeElement?.textContent).toContain('beach.jpg');
    await user.keyboard('{End}');
    expect(document.activeElement?.textContent).toContain('creek.jpg');
    await user.keyboard('{Enter}');
    expect(pathNow()).toBe('/jobs/c');
  });

  it('draws a few of a thousand rows and tells how many there are', async () => {
    open({
      'jobs.rows': Array.from({ length: 1000 }, (_, index) => jobRow({ jobId: `j${index}`, name: `Job ${index}` })),
    });
    const rows = await screen.findAllByRole('listitem');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(40);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('1000');
  });
});
