/**
 * Invitations: the registrar's key, kept by the host, signs the address of a fresh key; whoever is given that key may
 * sign one account in.
 */
import { keccak256, toBytes } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { Address, Hex } from '../../domain/identity.js';
import type { Invitation } from '../../domain/wire/profile.js';
import type { Contracts } from '../chain/contracts.js';
import type { Key } from '../wallet/key.js';

/** The registrar signs for contracts, so its key is of another curve; it is derived, to be kept in one place. */
export function registrarSecret(key: Key): Hex {
  return keccak256(toBytes(`corehour.registrar:${key.exportPhrase()}`));
}

/** The address whose signature makes an invitation. @param secret 32 bytes. */
export function registrarAddress(secret: Hex): Address {
  return privateKeyToAccount(secret).address.toLowerCase() as Address;
}

/** A fresh invitation for one person. @throws AppError `chain.unreachable`. */
export async function makeInvitation(secret: Hex, contracts: Contracts): Promise<Invitation> {
  const invitationSecret = generatePrivateKey();
  const { address } = privateKeyToAccount(invitationSecret);
  const digest = await contracts.view('registry', 'registrarDigest', [address]);
  const registrarSignature = await privateKeyToAccount(secret).signMessage({ message: { raw: digest } });
  return { invitationSecret, registrarSignature };
}
