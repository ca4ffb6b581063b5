// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SettingsPage } from '../../../renderer/settings/settings-page.js';
import { appState, settings, standing } from '../examples.js';
import { type Answers, type FakeBridge, failing, installBridge, never } from '../fake-bridge.js';
import { show } from '../show.js';

const GIB = 1024 ** 3;

/** A bridge that keeps what is changed, as the app does. */
function bridgeWith(answers: Answers = {}, kept = settings({ storageCapBytes: 10 * GIB })): FakeBridge {
  let now = kept;
  return installBridge({
    'app.state': appState(),
    'people.me': standing(),
    'settings.get': () => now,
    'settings.change': (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      now = { ...now, ...given };
      return now;
    },
    ...answers,
  });
}

describe('Settings in its states', () => {
  it('shows that it is loading', () => {
    bridgeWith({ 'settings.get': never });
    show(<SettingsPage />, '/settings');
    expect(screen.getByText('Loading')).toBeTruthy();
  });

  it('says why settings cannot be read, tries again, and still opens the logs', async () => {
    const bridge = bridgeWith({
      'settings.get': failing('The settings cannot be read.', 'storage.not-writable'),
      'shell.openLogs': null,
    });
    const { user } = show(<SettingsPage />, '/settings');
    await screen.findByText('The settings cannot be read.');
    await user.click(screen.getByRole('button', { name: 'Open the log folder' }));
    expect(bridge.inputsOf('shell.openLogs')).toEqual([null]);
    bridge.answer({ 'settings.get': settings() }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Storage' })).toBeTruthy();
  });

  it('works without a network: name from the settings, no address, no figure for storage', async () => {
    const { storageUsedBytes: _, ...rest } = settings();
    bridgeWith({ 'people.me': failing('Not on a network yet.'), 'app.state': failing('Not there.') }, rest);
    show(<SettingsPage />, '/settings');
    const account = await screen.findByRole('region', { name: 'Account and recovery' });
    expect(within(account).getByText('Robin')).toBeTruthy();
    expect(screen.getAllByText('Known as soon as the network is there.')).toHaveLength(2);
    expect(await screen.findByText('Not there.')).toBeTruthy();
  });

  it.each([
    ['file', /In a file that only you can read/],
    ['keyring', /keyring/],
    ['passphrase', /locked by your passphrase/],
  ] as const)('says how the key is kept: %s', async (keptBy, sentence) => {
    bridgeWith({}, settings({ keptBy }));
    show(<SettingsPage />, '/settings');
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

describe('Settings without a connection', () => {
  it('are not old: nothing is said about what was known', async () => {
    const network = { name: 'Team', kind: 'hosted', isConnected: false, lastHeardAt: Date.now() } as const;
    bridgeWith({ 'app.state': appState({ network }) });
    show(<SettingsPage />, '/settings');
    expect(await screen.findByText(/^Not connected since/)).toBeTruthy();
    expect(screen.queryByText(/Showing what was known/)).toBeNull();
  });
});

describe('changing settings', () => {
  it('keeps a new cap on Enter and says so', async () => {
    const bridge = bridgeWith();
    const { user } = show(<SettingsPage />, '/settings');
    const field = await screen.findByRole('textbox', { name: 'Most storage, in GiB' });
    await user.clear(field);
    await user.type(field, '25{Enter}');
    await waitFor(() => expect(bridge.inputsOf('settings.change')).toEqual([{ storageCapBytes: 25 * GIB }]));
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect((field as HTMLInputElement).value).toBe('25 GiB');
  });

  it('refuses what makes no sense at the field, and keeps nothing', async () => {
    const bridge = bridgeWith();
    const { user } = show(<SettingsPage />, '/settings');
    const field = await screen.findByRole('textbox', { name: 'Most storage, in GiB' });
    await user.clear(field);
    await user.tab();
    expect(await screen.findByText('Choose a number from 0.1 to 10000 GiB.')).toBeTruthy();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await user.type(field, '0');
    await user.tab();
    expect(screen.getByText('Choose a number from 0.1 to 10000 GiB.')).toBeTruthy();
    expect(bridge.inputsOf('settings.change')).toEqual([]);
  });

  it('says at the field why the app refused a change', async () => {
    bridgeWith({ 'settings.change': failing('Storage needs at least 64 MiB.', 'input.malformed') });
    const { user } = show(<SettingsPage />, '/settings');
    const field = await screen.findByRole('textbox', { name: 'Most storage, in GiB' });
    await user.clear(field);
    await user.type(field, '1{Enter}');
    expect(await screen.findByText('Storage needs at least 64 MiB.')).toBeTruthy();
    expect((field as HTMLInputElement).value).toBe('1 GiB');
  });

  it('shows what a margin means while it is typed, and keeps it as basis points', async () => {
    const bridge = bridgeWith();
    const { user } = show(<SettingsPage />, '/settings');
    const lending = await screen.findByRole('region', { name: 'Lending' });
    expect(lending.textContent).toContain('At 10 %, a task that costs 1.000\u00a0CC is taken from 1.100\u00a0CC on.');
    const field = within(lending).getByRole('textbox', { name: 'Margin, in percent' });
    await user.clear(field);
    await user.type(field, '12.5');
    expect(lending.textContent).toContain('taken from 1.125\u00a0CC on.');
    await user.tab();
    await waitFor(() => expect(bridge.inputsOf('settings.change')).toEqual([{ marginBps: 1250 }]));
  });

  it('switches checking others off by keyboard', async () => {
    const bridge = bridgeWith();
    const { user } = show(<SettingsPage />, '/settings');
    const toggle = await screen.findByRole('switch', { name: 'Check others’ work when drawn' });
    toggle.focus();
    await user.keyboard(' ');
    await waitFor(() => expect(bridge.inputsOf('settings.change')).toEqual([{ checksOthers: false }]));
    await waitFor(() => expect((toggle as HTMLInputElement).checked).toBe(false));
  });

  it('changes the colours', async () => {
    const bridge = bridgeWith();
    const { user } = show(<SettingsPage />, '/settings');
    await user.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(bridge.inputsOf('settings.change')).toEqual([{ appearance: 'dark' }]));
  });

  it('takes another folder for results, and leaves it when the person thought better of it', async () => {
    const bridge = bridgeWith({ 'shell.chooseFolder': { paths: [] } });
    const { user } = show(<SettingsPage />, '/settings');
    const button = await screen.findByRole('button', { name: 'Choose folder…' });
    await user.click(button);
    expect(bridge.inputsOf('settings.change')).toEqual([]);
    bridge.answer({ 'shell.chooseFolder': { paths: ['/mnt/results'] } }, 'quietly');
    await user.click(button);
    expect(await screen.findByText('/mnt/results')).toBeTruthy();
    expect(bridge.inputsOf('settings.change')).toEqual([{ resultsFolder: '/mnt/results' }]);
  });
});
