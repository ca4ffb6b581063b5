import fc from 'fast-check';
import {
  type Abi,
  concatHex,
  encodeAbiParameters,
  encodeErrorResult,
  encodeFunctionData,
  keccak256,
  pad,
  toHex,
} from 'viem';
import { describe, expect, it } from 'vitest';
import { ms } from '../../../domain/units.js';
import { CONTRACT_ABIS } from '../../../main/chain/contracts.js';
import { errorsAbi } from '../../../main/chain/contracts.gen.js';
import {
  cidOfBytes,
  cidToBytes,
  commitmentOf,
  encodeTerms,
  kindOfWord,
  sealOf,
  taskIdOf,
  wordOfKind,
} from '../../../main/chain/encode.js';
import { refusalOf, revertError } from '../../../main/chain/revert.js';
import { addressOf, hashOf, taskOf } from '../../domain/facts.js';

const CID = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';
const word = (value: bigint | number) => pad(toHex(value), { size: 32 });

describe('values inside contracts', () => {
  it('keep a kind’s name', () => {
    expect(wordOfKind('image_resize')).toBe(`0x${Buffer.from('image_resize').toString('hex').padEnd(64, '0')}`);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,32}$/), (kind) => {
        expect(kindOfWord(wordOfKind(kind))).toBe(kind);
      }),
    );
  });

  it('keep a CID, and read bytes that are none as none', () => {
    expect(cidOfBytes(cidToBytes(CID))).toBe(CID);
    expect(cidToBytes(CID)).toBe('0x01551220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (raw) => {
        const cid = cidOfBytes(toHex(raw));
        if (cid !== '') expect(cidToBytes(cid)).toBe(toHex(raw));
      }),
    );
  });

  it('hash as the contracts do: abi.encode, word by word', () => {
    const [task, me, salt] = [hashOf(1), addressOf(2), hashOf(3)];
    expect(taskIdOf(me, 5n, hashOf(6))).toBe(keccak256(concatHex([pad(me, { size: 32 }), word(5), hashOf(6)])));
    const cid = cidToBytes(CID);
    const tail = concatHex([word(36), pad(cid, { size: 64, dir: 'right' })]);
    expect(sealOf(task, me, hashOf(4), CID, salt)).toBe(
      keccak256(concatHex([task, pad(me, { size: 32 }), hashOf(4), word(160), salt, tail])),
    );
    const votes = concatHex([word(2), hashOf(7), hashOf(8)]);
    expect(commitmentOf(task, 3, me, [hashOf(7), hashOf(8)], salt)).toBe(
      keccak256(concatHex([task, word(3), pad(me, { size: 32 }), word(160), salt, votes])),
    );
  });

  it('make terms that the market’s own encoding takes, in whole seconds', () => {
    const terms = encodeTerms({ ...taskOf(1).terms, manifestCid: CID, deadline: ms(90_999) });
    expect(terms).toMatchObject({
      deadline: 90n,
      bountyMcc: 1000n,
      estimateMcc: 800n,
      kind: wordOfKind('image_resize'),
    });
    expect(encodeFunctionData({ abi: CONTRACT_ABIS.taskMarket, functionName: 'post', args: [[terms]] })).toMatch(/^0x/);
  });
});

describe('a revert', () => {
  const reverted = (errorName: string, args: readonly unknown[]) =>
    encodeErrorResult({ abi: errorsAbi as Abi, errorName, args });

  it('of too little credit says how much is there and how much is needed', () => {
    const error = revertError(reverted('NotEnoughCredit', [addressOf(1), 1250n, 3000n]), 'post');
    expect(error).toMatchObject({
      code: 'funds.not-enough',
      data: { call: 'post', reason: 'NotEnoughCredit', value1: '1250', value2: '3000' },
    });
    expect(error.message).toContain('1.250 CC available and this needs 3.000 CC');
  });

  it.each([
    ['NotRegistered', [addressOf(1)], 'not joined'],
    ['InvitationUsed', [addressOf(1)], 'used already'],
    ['InvitationInvalid', [], 'not from this network'],
    ['NoGrantsLeft', [], 'used up'],
    ['NotEnoughVerifiers', [1n, 2n], '1 of 2'],
    ['WrongState', [hashOf(1), 3], 'WrongState'],
  ])('of %s is refused with a sentence', (name, args, part) => {
    const error = revertError(reverted(name, args), 'draw');
    expect(error).toMatchObject({ code: 'chain.refused', data: { reason: name } });
    expect(error.message).toContain(part);
    expect(refusalOf(error)).toBe(name);
  });

  it('with text or with nothing has a name too', () => {
    const text = concatHex(['0x08c379a0', encodeAbiParameters([{ type: 'string' }], ['paused'])]);
    expect(revertError(text, 'post')).toMatchObject({
      code: 'chain.refused',
      data: { reason: 'Error', value0: 'paused' },
    });
    for (const data of ['0x', '0x12345678', '0x4e487b71'] as const) {
      expect(revertError(data, 'post')).toMatchObject({
        code: 'chain.refused',
        data: { call: 'post', reason: 'unknown' },
      });
    }
    expect(refusalOf(new Error('else'))).toBeUndefined();
  });
});
