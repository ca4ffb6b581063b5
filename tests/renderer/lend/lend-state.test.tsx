// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LendPage } from '../../../renderer/lend/lend-page.js';
import { type FakeBridge, failing, installBridge } from '../fake-bridge.js';
import { show } from '../show.js';
import { OFF, ONLINE, WAITING, WORKING, pageOf } from './lend-data.js';

const bridgeWith = (status = WAITING): FakeBridge =>
  installBridge({ 'app.state': ONLINE, 'lend.page': pageOf({ status }), 'lend.start': null, 'lend.pause': null });

beforeEach(() => {
  vi.restoreAllMocks();
});

describe('starting and pausing', () => {
  it('starts by Space when it is off', async () => {
    const bridge = bridgeWith(OFF);
    const { user } = show(<LendPage />, '/lend');
    await screen.findByRole('button', { name: 'Start' });
    await user.keyboard(' ');
    await waitFor(() => expect(bridge.inputsOf('lend.start')).toEqual([null]));
    expect(bridge.inputsOf('lend.pause')).toEqual([]);
  });

  it('pauses by Space until it is started again', async () => {
    const bridge = bridgeWith(WORKING);
    const { user } = show(<LendPage />, '/lend');
    await screen.findByRole('button', { name: 'Pause' });
    await user.keyboard(' ');
    await waitFor(() => expect(bridge.inputsOf('lend.pause')).toEqual([{}]));
  });

  it('keeps the focus on the button that changes its meaning', async () => {
    const bridge = bridgeWith(WORKING);
    const { user } = show(<LendPage />, '/lend');
    const button = await screen.findByRole('button', { name: 'Pause' });
    button.focus();
    bridge.answer({ 'lend.page': pageOf({ status: OFF }) }, 'quietly');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Start' })).toBe(document.activeElement);
  });

  it('goes on when it is finishing', async () => {
    const bridge = bridgeWith({
      ...WORKING,
      state: 'finishing',
      sentence: 'Finishing the task for Ada, then paused',
    });
    const { user } = show(<LendPage />, '/lend');
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    await waitFor(() => expect(bridge.inputsOf('lend.start')).toHaveLength(1));
  });

  it('leaves Space to the control that has the focus', async () => {
    const bridge = bridgeWith(WORKING);
    const { user } = show(<LendPage />, '/lend');
    (await screen.findByRole('listbox')).focus();
    await user.keyboard(' ');
    screen.getByRole('button', { name: 'Show as a table' }).focus();
    await user.keyboard(' ');
    expect(await screen.findByRole('button', { name: 'Show as a band' })).toBeTruthy();
    expect(bridge.inputsOf('lend.pause')).toEqual([]);
  });

  it('says why it could not start', async () => {
    const bridge = bridgeWith(OFF);
    bridge.answer(
      { 'lend.start': failing('You need a seat first. Earn some credits.', 'funds.not-enough') },
      'quietly',
    );
    const { user } = show(<LendPage />, '/lend');
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    expect(await screen.findByText('You need a seat first. Earn some credits.')).toBeTruthy();
  });
});

describe('the menu of pauses', () => {
  const NOON = new Date(2026, 10, 23, 12, 0).getTime();

  it.each([
    ['Pause for 1 hour', { until: NOON + 3_600_000 }],
    ['Pause until tomorrow 8:00', { until: new Date(2026, 10, 24, 8, 0).getTime() }],
    ['Pause until I start again', {}],
  ])('%s', async (label, input) => {
    const bridge = bridgeWith(WORKING);
    const { user } = show(<LendPage />, '/lend');
    const opener = await screen.findByRole('button', { name: 'Choose how long to pause' });
    vi.spyOn(Date, 'now').mockReturnValue(NOON);
    opener.focus();
    await user.keyboard('{Enter}');
    const item = await screen.findByRole('menuitem', { name: label });
    item.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bridge.inputsOf('lend.pause')).toEqual([input]));
  });
});
