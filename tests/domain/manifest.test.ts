import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../domain/errors.js';
import { toHex } from '../../domain/identity.js';
import {
  type InputManifest,
  MANIFEST_MAX_BYTES,
  type OutputManifest,
  canonicalText,
  decodeInputManifest,
  decodeOutputManifest,
  encodeInputManifest,
  encodeOutputManifest,
} from '../../domain/task/manifest.js';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const cid = fc.stringMatching(/^[A-Za-z0-9]{8,64}$/);
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 32 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.boolean(),
);
const record = fc.dictionary(
  fc.string({ maxLength: 16 }).filter((key) => key !== '__proto__'),
  scalar,
  { maxKeys: 5, noNullPrototype: true },
);
const chunk = fc.record({ cid, size: fc.integer({ min: 1 }), digest: hash });
const input: fc.Arbitrary<InputManifest> = fc.record({
  version: fc.constant(1 as const),
  kind: fc.string({ maxLength: 32 }),
  sealed: fc.constant('none' as const),
  options: record,
  chunks: fc.array(fc.record({ cid, size: fc.integer({ min: 1 }), digest: hash, figures: record }), {
    minLength: 1,
    maxLength: 8,
  }),
});
const output: fc.Arbitrary<OutputManifest> = fc.record({
  version: fc.constant(1 as const),
  sealed: fc.constant('none' as const),
  task: hash,
  chunks: fc.array(chunk, { minLength: 1, maxLength: 8 }),
});

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Whether bytes are taken; anything thrown but a refusal fails the test. */
function isTaken(data: Uint8Array): boolean {
  try {
    decodeInputManifest(data);
    return true;
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'input.malformed') return false;
    throw thrown;
  }
}

const EXAMPLE: InputManifest = {
  version: 1,
  kind: 'image_resize',
  sealed: 'none',
  options: { width: 100, format: 'jpeg', note: 'x' },
  chunks: [{ cid: 'bafkreiabc', size: 7, digest: `0x${'ab'.repeat(32)}`, figures: { width: 10 } }],
};
const SPELLING = new TextDecoder().decode(encodeInputManifest(EXAMPLE));

describe('manifests', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(input, output, (asked, given) => {
        expect(decodeInputManifest(encodeInputManifest(asked))).toEqual(asked);
        expect(decodeOutputManifest(encodeOutputManifest(given))).toEqual(given);
      }),
    );
  });

  it('have one spelling, whatever order their members were written in', () => {
    fc.assert(
      fc.property(input, (manifest) => {
        const { version, kind, sealed, options, chunks } = manifest;
        expect(encodeInputManifest({ chunks, sealed, options, kind, version })).toEqual(encodeInputManifest(manifest));
      }),
    );
    expect(SPELLING).toBe(
      `{"chunks":[{"cid":"bafkreiabc","digest":"0x${'ab'.repeat(32)}","figures":{"width":10},"size":7}],"kind":"image_resize",` +
        '"options":{"format":"jpeg","note":"x","width":100},"sealed":"none","version":1}',
    );
  });

  it.each([
    ['a space', SPELLING.replace(':', ': ')],
    ['a line end', `${SPELLING}\n`],
    ['a byte order mark', `\ufeff${SPELLING}`],
    ['another order', JSON.stringify(EXAMPLE)],
    ['an unknown member', SPELLING.replace('{', '{"a":1,')],
    ['a member twice', SPELLING.replace('"version":1', '"version":1,"version":1')],
    ['a prototype', SPELLING.replace('"format"', '"__proto__":1,"format"')],
    ['another spelling of a number', SPELLING.replace('"width":100', '"width":1e2')],
    ['an escaped letter', SPELLING.replace('"x"', '"\\u0078"')],
    ['a number too large for a number', SPELLING.replace('"width":100', '"width":1e999')],
    ['an empty file for a chunk', SPELLING.replace('"size":7', '"size":0')],
    ['no chunks', SPELLING.replace(/"chunks":\[.*?\],/, '"chunks":[],')],
    ['another version', SPELLING.replace('"version":1', '"version":2')],
    ['a CID that is a path', SPELLING.replace('bafkreiabc', '../../../etc')],
    ['nothing', ''],
    ['deep nesting', '['.repeat(200_000)],
  ])('are refused with %s', (_, changed) => {
    expect(isTaken(text(SPELLING))).toBe(true);
    expect(changed).not.toBe(SPELLING);
    expect(isTaken(text(changed))).toBe(false);
  });

  it('are refused with bytes that are no UTF-8, where a reader might put a stand-in', () => {
    const at = SPELLING.indexOf('"x"') + 1;
    const standIn = text(SPELLING.replace('"x"', '"\ufffd"'));
    expect(isTaken(standIn)).toBe(true);
    const invalid = Uint8Array.from([...text(SPELLING.slice(0, at)), 0xff, ...text(SPELLING.slice(at + 1))]);
    expect(isTaken(invalid)).toBe(false);
  });

  it('never break their reader, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (data) => isTaken(data) === false));
    fc.assert(fc.property(fc.json(), (json) => isTaken(text(json)) === false));
    const flip = fc.tuple(input, fc.nat(), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(flip, ([manifest, at, by]) => {
        const data = encodeInputManifest(manifest);
        const place = at % data.length;
        data[place] = (data[place] ?? 0) ^ by;
        // What is taken in spite of it is another document with a spelling of its own.
        if (isTaken(data)) expect(encodeInputManifest(decodeInputManifest(data))).toEqual(data);
      }),
    );
  });

  it('are not made longer than anybody fetches', () => {
    const figures = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`figure${index}`, 'x'.repeat(256)]));
    const chunks = Array.from({ length: 256 }, () => ({
      cid: 'bafkreiabc',
      size: 1,
      digest: `0x${'ab'.repeat(32)}` as const,
      figures,
    }));
    expect(canonicalText({ chunks }).length).toBeGreaterThan(MANIFEST_MAX_BYTES);
    expect(() => encodeInputManifest({ ...EXAMPLE, chunks })).toThrow(
      expect.objectContaining({ code: 'input.too-large' }),
    );
  });
});
