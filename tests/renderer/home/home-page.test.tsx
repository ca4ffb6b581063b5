// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HomePage } from '../../../renderer/home/home-page.js';
import { ADA, appState, homePage, lendStatus, standing } from '../examples.js';
import { failing, installBridge, never } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';

const nothing = homePage({
  me: standing({ owedMcc: '0', owesMcc: '0' }),
  todayMcc: '0',
  jobs: [],
  happenings: [],
  setAsideMcc: '0',
});

describe('Home', () => {
  it('shows what can be spent, today and thirty days', async () => {
    installBridge({ 'app.state': appState(), 'home.page': homePage() });
    show(<HomePage />);
    await screen.findByText('8 photos');
    const balance = screen.getByRole('region', { name: 'Available' });
    expect(balance.textContent).toMatch(/4\.250\u00a0CC.*\+0\.085\u00a0CC today.*1\.250\u00a0CC.*0\.940\u00a0CC/);
  });

  it('says that it is loading, under the headings it will have', () => {
    installBridge({ 'app.state': appState(), 'home.page': never });
    show(<HomePage />);
    expect(screen.getByRole('status').textContent).toBe('Loading');
    expect(screen.getByRole('heading', { level: 2, name: 'What happened' })).toBeTruthy();
  });

  it('gives each empty list its next step', async () => {
    installBridge({ 'app.state': appState(), 'home.page': nothing });
    const { user } = show(<HomePage />);
    expect(await screen.findByText('No job is under way.')).toBeTruthy();
    expect(screen.getByText('Nobody owes anybody.')).toBeTruthy();
    expect(screen.getByText('Nothing happened yet.')).toBeTruthy();
    screen.getByRole('link', { name: 'New job' }).focus();
    await user.keyboard('{Enter}');
    expect(pathNow()).toBe('/jobs/new');
  });

  it('says what failed and tries again', async () => {
    const bridge = installBridge({ 'app.state': appState(), 'home.page': failing('The network is busy. Try again.') });
    const { user } = show(<HomePage />);
    expect((await screen.findByRole('alert')).textContent).toContain('The network is busy.');
    bridge.answer({ 'home.page': homePage() }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('8 photos')).toBeTruthy();
  });

  it('keeps what was known when the next asking fails', async () => {
    const bridge = installBridge({ 'app.state': appState(), 'home.page': homePage() });
    show(<HomePage />);
    await screen.findByText('8 photos');
    bridge.answer({ 'home.page': failing('The network does not answer.') });
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
    expect(screen.getByText('8 photos')).toBeTruthy();
  });

  it('opens what a sentence speaks of', async () => {
    installBridge({ 'app.state': appState(), 'home.page': homePage() });
    const { user } = show(<HomePage />);
    await screen.findByText('8 photos');
    const list = screen.getByRole('region', { name: 'What happened' });
    const [job, person] = within(list).getAllByRole('link');
    await user.click(job as HTMLElement);
    expect(pathNow()).toBe('/jobs/job-1');
    await user.click(person as HTMLElement);
    expect(pathNow()).toBe(`/people/${ADA}`);
  });

  it('starts and pauses lending', async () => {
    const bridge = installBridge({
      'app.state': appState(),
      'home.page': homePage(),
      'lend.start': null,
      'lend.pause': null,
    });
    const { user } = show(<HomePage />);
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    expect(bridge.inputsOf('lend.start')).toEqual([null]);
    bridge.answer({
      'home.page': homePage({ lend: lendStatus({ state: 'waiting', sentence: 'Waiting for a task' }) }),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(bridge.inputsOf('lend.pause')).toEqual([{}]);
  });

  it('follows changes without being asked', async () => {
    const bridge = installBridge({ 'app.state': appState(), 'home.page': homePage() });
    show(<HomePage />);
    await screen.findByText('8 photos');
    bridge.answer({ 'home.page': homePage({ me: standing({ availableMcc: '9999' }) }) });
    await waitFor(() => expect(screen.getByRole('region', { name: 'Available' }).textContent).toContain('9.999'));
  });

  it('reminds of the recovery words only while they are not saved', async () => {
    const bridge = installBridge({ 'app.state': appState(), 'home.page': homePage({ shouldSaveWords: true }) });
    show(<HomePage />);
    expect((await screen.findByRole('link', { name: 'Save the words' })).getAttribute('href')).toBe('#/settings');
    bridge.answer({ 'home.page': homePage() });
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Save the words' })).toBeNull());
  });
});
