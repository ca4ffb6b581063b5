// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Stage } from '../../../renderer/app/stage.js';
import { appState, homePage, jobPage, jobQuote, jobRow, kindCard, settings } from '../examples.js';
import { type Answers, failing, installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

const running = (more: Answers = {}) =>
  installBridge({
    'app.state': appState(),
    'settings.get': settings(),
    'shell.appearance': null,
    'jobs.rows': [],
    'jobs.samples': { paths: ['/samples/creek.jpg', '/samples/sunset.jpg'] },
    'jobs.kinds': [kindCard()],
    'jobs.quote': jobQuote(),
    'jobs.order': { jobId: 'job-1' },
    'jobs.page': jobPage(),
    'jobs.preview': failing('No picture.', 'input.not-an-image'),
    'people.list': { owedMcc: '0', owesMcc: '0', rows: [] },
    'home.page': homePage(),
    'shell.open': null,
    ...more,
  });

describe('the sample job', () => {
  it('shows its price, is ordered to the results folder, and is watched to the end', async () => {
    const bridge = running();
    const { user } = show(<Stage />);
    await screen.findByRole('heading', { level: 1, name: 'Watch a sample job' });
    expect(await screen.findByText('0.140', { exact: false })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send the photos' }));
    expect(bridge.inputsOf('jobs.order')).toEqual([
      {
        kind: 'image_resize',
        paths: ['/samples/creek.jpg', '/samples/sunset.jpg'],
        options: { mode: 'longest', longestSide: 1600 },
        folder: '/home/robin/Pictures/Corehour',
      },
    ]);
    expect(await screen.findByText('Ada is computing 3 of 8')).toBeTruthy();
    bridge.answer({
      'jobs.rows': [jobRow()],
      'jobs.page': jobPage({ state: 'done', sentence: 'Checked and settled', files: ['/out/creek.jpg'] }),
    });
    await screen.findByRole('heading', { level: 1, name: 'Your first job is done' });
    await user.click(screen.getByRole('button', { name: 'Open creek.jpg' }));
    expect(bridge.inputsOf('shell.open')).toEqual([{ path: '/out/creek.jpg' }]);
    await user.click(screen.getByRole('button', { name: 'Go to Home' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Home' })).toBeTruthy();
  });

  it('is not offered again once skipped', async () => {
    running();
    const { user, unmount } = show(<Stage />);
    await user.click(await screen.findByRole('button', { name: 'Skip' }));
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    unmount();
    show(<Stage />);
    expect(await screen.findByRole('heading', { level: 1, name: 'Home' })).toBeTruthy();
  });

  it.each([
    ['where there are jobs', { 'jobs.rows': [jobRow()] }],
    [
      'on a network of others',
      { 'app.state': appState({ network: { name: 'Studio', kind: 'joined', isConnected: true } }) },
    ],
  ] satisfies [string, Answers][])('is not offered %s', async (_where, answers) => {
    running(answers);
    show(<Stage />);
    expect(await screen.findByRole('heading', { level: 1, name: 'Home' })).toBeTruthy();
    expect(screen.queryByText('Watch a sample job')).toBeNull();
  });

  it('cannot be sent without the credits for it, and says so', async () => {
    running({ 'jobs.quote': jobQuote({ isAffordable: false, availableMcc: '10' }) });
    show(<Stage />);
    expect(await screen.findByText(/not have enough credits/)).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send the photos' }).disabled).toBe(true),
    );
  });
});
