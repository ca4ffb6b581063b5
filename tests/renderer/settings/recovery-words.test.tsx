// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../../domain/wire/ipc/all.js';
import { RecoveryWords } from '../../../renderer/settings/recovery-words.js';
import { failing, installBridge } from '../fake-bridge.js';
import { type Shown, show } from '../show.js';

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const isRight = ({ answers }: CallInput<'wallet.confirm'>) => ({
  isRight: answers.every(({ position, word }) => WORDS[position - 1] === word),
});

const bridgeWith = () => installBridge({ 'wallet.words': { words: WORDS }, 'wallet.confirm': isRight });

async function seeWords({ user }: Shown): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Show recovery words…' }));
  await user.click(screen.getByRole('button', { name: 'Show them now' }));
  await screen.findByRole('list', { name: 'Recovery words' });
}

const fields = (): HTMLInputElement[] => screen.getAllByRole<HTMLInputElement>('textbox', { name: /^Word \d+$/ });

/** The word a field asks for. */
function wordFor(field: HTMLInputElement): string {
  const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? '';
  return WORDS[Number(label.replace('Word ', '')) - 1] ?? '';
}

describe('the recovery words', () => {
  it('are asked for only after a warning, and can be hidden', async () => {
    const bridge = bridgeWith();
    const shown = show(<RecoveryWords areSaved={false} />);
    expect(screen.getByText(/Not saved yet/)).toBeTruthy();
    await shown.user.click(screen.getByRole('button', { name: 'Show recovery words…' }));
    expect(screen.getByText(/Make sure that nobody looks on/)).toBeTruthy();
    expect(bridge.inputsOf('wallet.words')).toEqual([]);
    await shown.user.click(screen.getByRole('button', { name: 'Not now' }));
    await seeWords(shown);
    expect(screen.getByText('seven')).toBeTruthy();
    await shown.user.click(screen.getByRole('button', { name: 'Hide' }));
    expect(screen.queryByText('seven')).toBeNull();
  });

  it('are asked back, two different ones in their order, by keyboard alone', async () => {
    const bridge = bridgeWith();
    const shown = show(<RecoveryWords areSaved={false} />);
    await seeWords(shown);
    await shown.user.keyboard('{Enter}');
    expect(screen.queryByText('seven')).toBeNull();
    const [first, second] = fields();
    if (!first || !second) throw new Error('Two words are asked back.');
    expect(document.activeElement).toBe(first);
    const rightWord = wordFor(first);
    await shown.user.keyboard(`  ${rightWord.toUpperCase()} `);
    await shown.user.tab();
    await shown.user.keyboard(`${wordFor(second)}{Enter}`);
    const opener = await screen.findByRole('button', { name: 'Show recovery words…' });
    expect(document.activeElement).toBe(opener);
    const [{ answers } = { answers: [] }] = bridge.inputsOf('wallet.confirm');
    expect(answers).toHaveLength(2);
    expect(answers[0]?.position).toBeLessThan(answers[1]?.position ?? 0);
    expect(answers[0]?.word).toBe(rightWord);
  });

  it('say when one is wrong, and lead back to the words', async () => {
    bridgeWith();
    const shown = show(<RecoveryWords areSaved={false} />);
    await seeWords(shown);
    await shown.user.click(screen.getByRole('button', { name: 'I have written them down' }));
    const [first, second] = fields();
    if (!first || !second) throw new Error('Two words are asked back.');
    await shown.user.type(first, wordFor(first));
    await shown.user.type(second, 'wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('At least one of them is not right');
    expect(second.getAttribute('aria-invalid')).toBe('true');
    await shown.user.type(second, 'x');
    expect(screen.queryByRole('alert')).toBeNull();
    await shown.user.click(screen.getByRole('button', { name: 'Show the words again' }));
    expect(screen.getByRole('button', { name: 'Show them now' })).toBeTruthy();
  });

  it('cannot be checked before both are typed', async () => {
    bridgeWith();
    const shown = show(<RecoveryWords areSaved={false} />);
    await seeWords(shown);
    await shown.user.click(screen.getByRole('button', { name: 'I have written them down' }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Check the words' }).disabled).toBe(true);
  });

  it('say why they cannot be shown', async () => {
    installBridge({ 'wallet.words': failing('The key is locked. Unlock the keyring.', 'wallet.locked') });
    const { user } = show(<RecoveryWords areSaved={false} />);
    await user.click(screen.getByRole('button', { name: 'Show recovery words…' }));
    await user.click(screen.getByRole('button', { name: 'Show them now' }));
    expect(await screen.findByText('The key is locked. Unlock the keyring.')).toBeTruthy();
  });

  it('say that they are saved', () => {
    bridgeWith();
    show(<RecoveryWords areSaved />);
    expect(screen.getByText('Saved: you entered two of them here.')).toBeTruthy();
  });
});
