/** Handlers for the recovery words. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { walletCalls } from '../../../domain/wire/ipc/wallet.js';
import type { SettingsAccess } from '../../settings/settings.js';
import type { Key } from '../../wallet/key.js';

export function walletHandlers(
  key: Pick<Key, 'exportPhrase'>,
  settings: Pick<SettingsAccess, 'change'>,
): HandlersOf<typeof walletCalls> {
  const words = (): string[] => key.exportPhrase().split(' ');
  return {
    'wallet.words': async () => ({ words: words() }),
    'wallet.confirm': async ({ answers }) => {
      const isEach = answers.every(({ position, word }) => words()[position - 1] === word.trim().toLowerCase());
      // The same word asked twice would show only half of it.
      const isRight = isEach && new Set(answers.map(({ position }) => position)).size >= 2;
      if (isRight) settings.change({ wordsSaved: true });
      return { isRight };
    },
  };
}
