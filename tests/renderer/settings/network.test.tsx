// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../domain/wire/ipc/app.js';
import { Network } from '../../../renderer/settings/network.js';
import { appState } from '../examples.js';
import { type Answers, failing, installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

const stateOn = (kind: NonNullable<AppState['network']>['kind'], change: Partial<AppState> = {}): AppState =>
  appState({ network: { name: 'Team', kind, isConnected: true, lastHeardAt: Date.now() }, ...change });

const showOn = (state: AppState, answers: Answers = {}) => {
  const bridge = installBridge({ 'app.state': state, ...answers });
  return { bridge, ...show(<Network />, '/settings') };
};

describe('the neighbours', () => {
  it('are listed with their states and stopped', async () => {
    const { bridge, user } = showOn(stateOn('try-here'), { 'app.neighbours': null });
    expect(within(await screen.findByRole('list')).getAllByRole('listitem')).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: 'Stop the neighbours' }));
    await waitFor(() => expect(bridge.inputsOf('app.neighbours')).toEqual([{ run: false }]));
  });

  it('are started when all have stopped, and say why they did not', async () => {
    const neighbours = [{ name: 'Ada', state: 'stopped' as const }];
    const { user } = showOn(stateOn('try-here', { neighbours }), { 'app.neighbours': failing('The disk is full.') });
    await user.click(await screen.findByRole('button', { name: 'Start the neighbours' }));
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
  });

  it('are no part of another network', async () => {
    showOn(stateOn('joined', { neighbours: [] }));
    await screen.findByText('Team');
    expect(screen.queryByText('Neighbours')).toBeNull();
    expect(screen.queryByText('Invite somebody')).toBeNull();
  });
});

describe('an invitation', () => {
  it('is made where the network is hosted, copied and saved', async () => {
    const { bridge, user } = showOn(stateOn('hosted'), {
      'app.invite': { text: '{"network":1}' },
      'shell.copy': null,
      'shell.saveFile': { path: '/home/a/i.json' },
    });
    await user.click(await screen.findByRole('button', { name: 'Make an invitation' }));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Invitation' })).value).toBe(
      '{"network":1}',
    );
    await user.click(screen.getByRole('button', { name: 'Copy invitation' }));
    expect(await screen.findByText('Copied')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save as a file…' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect(bridge.inputsOf('shell.copy')).toEqual([{ text: '{"network":1}' }]);
    expect(bridge.inputsOf('shell.saveFile')).toEqual([
      { title: 'Invitation to Team', name: 'corehour-invitation.json', text: '{"network":1}' },
    ]);
  });

  it('says why there is none', async () => {
    const { user } = showOn(stateOn('hosted'), { 'app.invite': failing('Only the host can invite.') });
    await user.click(await screen.findByRole('button', { name: 'Make an invitation' }));
    expect(await screen.findByText('Only the host can invite.')).toBeTruthy();
  });
});

describe('leaving the network', () => {
  it('asks first, says what stays and what stops, and stays by default', async () => {
    const { bridge, user } = showOn(stateOn('hosted'), { 'app.leave': null });
    await user.click(await screen.findByRole('button', { name: 'Leave the network…' }));
    const question = await screen.findByRole('dialog', { name: 'Leave the network “Team”?' });
    expect(question.textContent).toContain('What stays: your account, what you owe and are owed, and your files.');
    expect(question.textContent).toContain('nobody can use it until you come back');
    await user.click(within(question).getByRole('button', { name: 'Stay' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.inputsOf('app.leave')).toEqual([]);
  });

  it('leaves when told to', async () => {
    const { bridge, user } = showOn(stateOn('try-here'), { 'app.leave': null });
    await user.click(await screen.findByRole('button', { name: 'Leave the network…' }));
    const question = await screen.findByRole('dialog');
    await user.click(within(question).getByRole('button', { name: 'Leave the network' }));
    await waitFor(() => expect(bridge.inputsOf('app.leave')).toEqual([null]));
  });

  it('says why it could not', async () => {
    const { user } = showOn(stateOn('joined'), { 'app.leave': failing('A file is in use.') });
    await user.click(await screen.findByRole('button', { name: 'Leave the network…' }));
    const question = await screen.findByRole('dialog');
    await user.click(within(question).getByRole('button', { name: 'Leave the network' }));
    expect(await within(question).findByText('A file is in use.')).toBeTruthy();
  });
});
