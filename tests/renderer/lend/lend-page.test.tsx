// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Checking } from '../../../domain/wire/ipc/lend.js';
import { LendPage } from '../../../renderer/lend/lend-page.js';
import { failing, installBridge, never } from '../fake-bridge.js';
import { show } from '../show.js';
import { CHECKING_NOT, OFF, OFFLINE, ONLINE, WORKING, pageOf, rowOf } from './lend-data.js';

const online = { 'app.state': ONLINE, 'lend.start': null, 'lend.pause': null } as const;

describe('the Lend page in its states', () => {
  it('shows that it is loading', () => {
    installBridge({ ...online, 'lend.page': never });
    show(<LendPage />, '/lend');
    expect(screen.getByText('Loading')).toBeTruthy();
  });

  it('says what went wrong and tries again', async () => {
    const bridge = installBridge({
      ...online,
      'lend.page': failing('The network is not there. Wait, or choose another.'),
    });
    const { user } = show(<LendPage />, '/lend');
    expect((await screen.findByRole('alert')).textContent).toContain('The network is not there');
    bridge.answer({ 'lend.page': pageOf() }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('4 tasks wait for a computer right now.')).toBeTruthy();
  });

  it('says since when it knows nothing new', async () => {
    installBridge({ ...online, 'app.state': OFFLINE, 'lend.page': pageOf() });
    show(<LendPage />, '/lend');
    expect(await screen.findByText(/Showing what was known .*15:30/)).toBeTruthy();
  });

  it('says what will stand in an empty history', async () => {
    installBridge({ ...online, 'lend.page': pageOf({ history: [] }) });
    show(<LendPage />, '/lend');
    expect(await screen.findByText('Nothing computed for others yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Export/ })).toBeNull();
  });
});

describe('checking others', () => {
  const shown = async (checking: Partial<Checking>) => {
    const bridge = installBridge({
      ...online,
      'settings.change': never,
      'lend.page': pageOf({ checking: { ...CHECKING_NOT, ...checking } }),
    });
    const { user } = show(<LendPage />, '/lend');
    const section = await screen.findByRole('region', { name: 'Checking others' });
    return { bridge, user, section, words: section.textContent?.replaceAll('\u00a0', ' ') ?? '' };
  };

  it('says what is kept and what is left before anybody agrees', async () => {
    const { bridge, user, section, words } = await shown({});
    expect(words).toContain('a deposit of 5.000 CC, which comes back 7 days after you stop');
    expect(words).toContain('of your 9.886 CC available, 4.886 CC would be left');
    await user.click(within(section).getByRole('button', { name: 'Check others too' }));
    expect(bridge.inputsOf('settings.change')).toEqual([{ checksOthers: true }]);
  });

  it.each([
    ['what is missing', { availableMcc: '100' }, 'needs a deposit of 5.000 CC; you have 0.100 CC'],
    ['what is kept', { isOn: true, hasSeat: true }, '5.000 CC are kept as its deposit'],
    ['when it comes back', { backAt: Date.UTC(2030, 1, 3, 12) }, '5.000 CC comes back on 3 Feb 2030'],
  ])('says %s', async (_, checking, sentence) => {
    expect((await shown(checking)).words).toContain(sentence);
  });
});

describe('what the Lend page says', () => {
  it('says the state, the reason and the way out', async () => {
    installBridge({ ...online, 'lend.page': pageOf() });
    show(<LendPage />, '/lend');
    expect(await screen.findByText('Waiting for a task')).toBeTruthy();
    expect(screen.getByText('None is open now')).toBeTruthy();
    expect(screen.getByText('Start a job yourself meanwhile.')).toBeTruthy();
  });

  it('shows the tasks in hand with what they bring', async () => {
    installBridge({ ...online, 'lend.page': pageOf({ status: WORKING }) });
    show(<LendPage />, '/lend');
    const now = await screen.findByRole('region', { name: 'Now' });
    expect(within(now).getByText('2 computed · 1 being computed · 1 waiting')).toBeTruthy();
    expect(now.textContent).toContain('+0.140\u00a0CC to come');
    expect(within(now).getAllByRole('option')).toHaveLength(4);
  });

  it('has no part for tasks in hand when there are none', async () => {
    installBridge({ ...online, 'lend.page': pageOf() });
    show(<LendPage />, '/lend');
    await screen.findByRole('region', { name: 'Today' });
    expect(screen.queryByRole('region', { name: 'Now' })).toBeNull();
  });

  it('shows fifty rows of a long history, and all on demand', async () => {
    const history = Array.from({ length: 60 }, (_, index) => rowOf({ taskId: `0x${index}`, at: index }));
    installBridge({ ...online, 'lend.page': pageOf({ history }) });
    const { user } = show(<LendPage />, '/lend');
    const table = await screen.findByRole('table', { name: 'History' });
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    await user.click(screen.getByRole('button', { name: 'Show all 60 rows' }));
    expect(within(table).getAllByRole('row')).toHaveLength(61);
  });
});

describe('the way to the history as a file', () => {
  it('hands the whole history to the dialog', async () => {
    const history = [rowOf(), rowOf({ isCheck: true, earnedMcc: '35' })];
    const bridge = installBridge({
      ...online,
      'lend.page': pageOf({ history }),
      'shell.saveFile': { path: '/home/a/h.csv' },
    });
    const { user } = show(<LendPage />, '/lend');
    await user.click(await screen.findByRole('button', { name: 'Export as CSV' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    const [saved] = bridge.inputsOf('shell.saveFile');
    expect(saved?.name).toBe('corehour-history.csv');
    expect(saved?.text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(saved?.text).toContain(',check,');
  });

  it('says nothing when the person thought better of it, and the sentence when it failed', async () => {
    const bridge = installBridge({ ...online, 'lend.page': pageOf(), 'shell.saveFile': {} });
    const { user } = show(<LendPage />, '/lend');
    const button = await screen.findByRole('button', { name: 'Export as CSV' });
    await user.click(button);
    expect(screen.queryByText('Saved')).toBeNull();
    bridge.answer({ 'shell.saveFile': failing('The disk is full. Free some space.', 'storage.disk-full') }, 'quietly');
    await user.click(button);
    expect(await screen.findByText('The disk is full. Free some space.')).toBeTruthy();
  });
});

describe('the last 24 hours', () => {
  it('goes from span to span with the arrows and says what each was', async () => {
    installBridge({ ...online, 'lend.page': pageOf() });
    const { user } = show(<LendPage />, '/lend');
    const band = await screen.findByRole('group', { name: 'The last 24 hours' });
    const [working, checking] = within(band).getAllByRole('button');
    checking?.focus();
    expect(checking?.getAttribute('aria-label')).toMatch(/^Checked Ben ·77c0’s work, 13:30 to 13:45, 15 min$/);
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(working);
    expect(await within(band).findByText('10:30 to 11:30, 1 h')).toBeTruthy();
  });

  it('shows the same as a table', async () => {
    installBridge({ ...online, 'lend.page': pageOf() });
    const { user } = show(<LendPage />, '/lend');
    await user.click(await screen.findByRole('button', { name: 'Show as a table' }));
    const table = screen.getByRole('table', { name: 'The last 24 hours' });
    expect(within(table).getByText('Resize pictures for Ada ·3f2a')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show as a band' }));
    expect(screen.queryByRole('table', { name: 'The last 24 hours' })).toBeNull();
  });

  it('names lanes without spans as such', async () => {
    installBridge({ ...online, 'lend.page': pageOf({ band: [], status: OFF }) });
    show(<LendPage />, '/lend');
    const band = await screen.findByRole('group', { name: 'The last 24 hours' });
    expect(within(band).getAllByText('none')).toHaveLength(2);
  });
});
