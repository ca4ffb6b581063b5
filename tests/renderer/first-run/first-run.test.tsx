// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { nameProblem } from '../../../renderer/first-run/name-rule.js';
import { Stage } from '../../../renderer/app/stage.js';
import { appState, settings } from '../examples.js';
import { type Answers, failing, installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

const first = (more: Answers = {}) =>
  installBridge({
    'app.state': { version: '0.1.0', stage: 'first-run', steps: [], neighbours: [], crashes: [] },
    'settings.get': settings({ name: '' }),
    'shell.appearance': null,
    'app.join': null,
    ...more,
  });

describe('a name', () => {
  it('has at least a letter and at most 32 bytes', () => {
    expect(nameProblem('Robin')).toBeUndefined();
    expect(nameProblem('é'.repeat(16))).toBeUndefined();
    expect(nameProblem('é'.repeat(17))).toContain('34 of at most 32');
    expect(nameProblem('🦊'.repeat(200))).toContain('800 of at most 32');
    expect(nameProblem('   ')).toContain('Write a name');
  });
});

describe('the first run', () => {
  it('goes from the name to a network by keyboard alone', async () => {
    const bridge = first();
    const { user } = show(<Stage />);
    await screen.findByRole('heading', { level: 1, name: 'What should others call you?' });
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
    await user.keyboard(' Robin {Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Where do you want to compute?' });
    expect(document.activeElement?.tagName).toBe('H1');
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Try it here' }));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bridge.inputsOf('app.join')).toEqual([{ name: 'Robin', where: { kind: 'try-here' } }]));
  });

  it('wants a name and says so at the field', async () => {
    first();
    const { user } = show(<Stage />);
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    const field = screen.getByRole('textbox', { name: 'Name' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/^Write a name/)).toBeTruthy();
  });

  it('tells of 200 emoji while they are typed', async () => {
    first();
    const { user } = show(<Stage />);
    await user.click(await screen.findByRole('textbox', { name: 'Name' }));
    await user.paste('🦊'.repeat(200));
    expect(screen.getByText(/800 of at most 32 places/)).toBeTruthy();
  });

  it('keeps the name on the way back', async () => {
    first({ 'settings.get': settings({ name: 'Robin' }) });
    const { user } = show(<Stage />);
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Robin');
  });

  it('joins by an invitation from a file, and says where it is when it will not do', async () => {
    const bridge = first({
      'settings.get': settings(),
      'shell.readFile': { text: ' the invitation ' },
      'app.join': failing('This invitation is cut short. Ask for it again.', 'input.malformed'),
    });
    const { user } = show(<Stage />);
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('radio', { name: 'I have an invitation' }));
    await user.click(screen.getByRole('button', { name: 'Join' }));
    expect(screen.getByText('Paste the invitation, or choose its file.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose a file' }));
    await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe(' the invitation '));
    await user.click(screen.getByRole('button', { name: 'Join' }));
    expect((await screen.findByRole('alert')).textContent).toContain('cut short');
    expect(bridge.inputsOf('app.join')).toEqual([
      { name: 'Robin', where: { kind: 'invitation', text: 'the invitation' } },
    ]);
  });

  it('hosts a network under a name', async () => {
    const bridge = first({ 'settings.get': settings() });
    const { user } = show(<Stage />);
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('radio', { name: 'Host a network on this computer' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the network' }), 'Studio{Enter}');
    await waitFor(() =>
      expect(bridge.inputsOf('app.join')).toEqual([{ name: 'Robin', where: { kind: 'host', networkName: 'Studio' } }]),
    );
  });

  it('shows the steps of starting as they go, and why it stopped', async () => {
    const bridge = first();
    bridge.answer(
      {
        'app.state': appState({
          stage: 'starting',
          steps: [
            { text: 'Making your account', state: 'done' },
            { text: 'Joining it', state: 'now' },
          ],
        }),
        'app.leave': null,
        'app.retry': null,
      },
      'quietly',
    );
    const { user } = show(<Stage />);
    expect((await screen.findAllByRole('listitem')).map((item) => item.textContent)).toEqual([
      'Making your account, done',
      'Joining it, going on',
    ]);
    bridge.answer({
      'app.state': appState({ stage: 'stopped', problem: { code: 'chain.unreachable', message: 'Nobody answered.' } }),
    });
    expect((await screen.findByRole('alert')).textContent).toContain('Nobody answered.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(bridge.inputsOf('app.retry')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Choose another network' }));
    expect(bridge.inputsOf('app.leave')).toHaveLength(1);
  });
});
