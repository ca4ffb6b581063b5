/**
 * Keeps secrets by the system's keyring; where there is none, in a file that only its owner may read. The first byte
 * says which, so that a keyring that appears later, or goes away, is told apart from a wrong key.
 */
import { safeStorage } from 'electron';
import { AppError } from '../../domain/errors.js';
import type { Secrets } from '../adapters.js';
import { fileSecrets } from '../wallet/file-secrets.js';

const KEYRING = 3;

/** Call it once the app is ready: before, no keyring is known. */
export function desktopSecrets(): Secrets {
  const plain = fileSecrets();
  const hasKeyring = isKeyringThere();
  return {
    kind: hasKeyring ? 'keyring' : 'file',
    seal: async (secret) => {
      if (!hasKeyring) return plain.seal(secret);
      return Buffer.concat([Buffer.of(KEYRING), safeStorage.encryptString(Buffer.from(secret).toString('base64'))]);
    },
    open: async (sealed) => {
      if (sealed[0] !== KEYRING) return plain.open(sealed);
      if (!hasKeyring) throw locked('The system keyring that holds your key is not there. Unlock it and try again.');
      try {
        return Buffer.from(safeStorage.decryptString(Buffer.from(sealed.subarray(1))), 'base64');
      } catch (cause) {
        throw locked('The system keyring does not open your key any more. Bring your account by its words.', cause);
      }
    },
  };
}

/** On Linux Electron also "encrypts" without a keyring, by a password that everybody knows. */
function isKeyringThere(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function locked(message: string, cause?: unknown): AppError {
  return new AppError('wallet.locked', message, cause === undefined ? {} : { cause });
}
