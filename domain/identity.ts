/**
 * One person, three spellings: the account a chain signs with (32 bytes), the address contracts know it by
 * (20 bytes), and the name people read. Only this file converts between them.
 */

export type Hex = `0x${string}`;
/** A contract-side address: 20 bytes, lower case. */
export type Address = Hex;
/** Keccak-256; given by the caller, since `domain` brings no cryptography of its own. */
export type Keccak = (data: Uint8Array) => Uint8Array;

const NAME_BYTES = 32;

export function toHex(data: Uint8Array): Hex {
  let text = '0x';
  for (const byte of data) text += byte.toString(16).padStart(2, '0');
  return text as Hex;
}

/** @throws RangeError for an odd number of digits or anything but digits. */
export function fromHex(text: string): Uint8Array {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw new RangeError(`Not hexadecimal: ${text}`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

/** How pallet-revive names a 32-byte account: the last 20 bytes of its Keccak-256. */
export function addressOfAccount(publicKey: Uint8Array, keccak: Keccak): Address {
  return toHex(keccak(publicKey).slice(-20));
}

export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A name as the chain holds it: UTF-8, cut at a whole character, padded with zeros to 32 bytes. */
export function encodeName(name: string): Hex {
  const encoder = new TextEncoder();
  const padded = new Uint8Array(NAME_BYTES);
  let length = 0;
  for (const character of name.trim()) {
    const encoded = encoder.encode(character);
    if (length + encoded.length > NAME_BYTES) break;
    padded.set(encoded, length);
    length += encoded.length;
  }
  return toHex(padded);
}

/** Strangers choose their names: what would steer a terminal or turn the text around it is left out. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A name as people read it; empty where the bytes hold none. */
export function decodeName(encoded: string): string {
  const raw = fromHex(encoded);
  const end = raw.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? raw : raw.slice(0, end));
  return text.replace(STEERING, '').trim();
}

/** Names are not unique, so a person is shown with four characters of the address: `Ada ·3f2a`. */
export function nameWithTag(name: string, address: string): string {
  return `${name || 'Somebody'} ·${address.slice(2, 6).toLowerCase()}`;
}
