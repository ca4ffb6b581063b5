import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOfAccount,
  decodeName,
  encodeName,
  fromHex,
  nameWithTag,
  sameAddress,
  toHex,
} from '../../domain/identity.js';
import { keccak } from '../../main/chain/encode.js';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('names', () => {
  it('come back as they were when they fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 16 }), (text) => {
        const name = text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').trim();
        fc.pre(bytes(name) <= 32);
        expect(decodeName(encodeName(name))).toBe(name);
      }),
    );
  });

  it('take 32 bytes and are cut at a whole character, as late as possible', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '漢', '😀'), { minLength: 8, maxLength: 40 }), (characters) => {
        const encoded = encodeName(characters.join(''));
        expect(encoded).toHaveLength(66);
        const kept = decodeName(encoded);
        expect(characters.join('').startsWith(kept)).toBe(true);
        const next = characters[Array.from(kept).length];
        if (next !== undefined) expect(bytes(kept) + bytes(next)).toBeGreaterThan(32);
      }),
    );
  });

  it('leave a character of several bytes out that begins before the end and would pass it', () => {
    expect(decodeName(encodeName(`${'a'.repeat(31)}é`))).toBe('a'.repeat(31));
    expect(decodeName(encodeName(`${'a'.repeat(30)}é`))).toBe(`${'a'.repeat(30)}é`);
    expect(decodeName(encodeName(`${'a'.repeat(29)}😀b`))).toBe('a'.repeat(29));
  });

  it('of strangers cannot steer a terminal or turn the text around them', () => {
    expect(decodeName(toHex(new TextEncoder().encode('\u001b[2JAda\u202e\n')))).toBe('[2JAda');
  });

  it('of any bytes read as some text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (raw) => {
        expect(decodeName(toHex(raw))).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('carry four characters of the address', () => {
    expect(nameWithTag('Ada', '0x3F2Abc0000000000000000000000000000000000')).toBe('Ada ·3f2a');
    expect(nameWithTag('', '0x3f2abc0000000000000000000000000000000000')).toBe('Somebody ·3f2a');
  });
});

describe('addresses', () => {
  it('are the last 20 bytes of the account’s Keccak-256', () => {
    // Alice of the development accounts, and the address pallet-revive knows her by.
    const alice = fromHex('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d');
    expect(addressOfAccount(alice, keccak)).toBe('0x9621dde636de098b43efb0fa9b61facfe328f99d');
  });

  it('are the same in any case of letters', () => {
    expect(sameAddress('0xAB', '0xab')).toBe(true);
    expect(sameAddress('0xab', '0xac')).toBe(false);
  });
});

describe('hexadecimal text', () => {
  it('comes back as the bytes it was', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (raw) => {
        expect(fromHex(toHex(raw))).toEqual(raw);
      }),
    );
  });

  it.each(['0x0', '0xzz', '0x 1', 'xyz'])('is refused as %s', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });
});
