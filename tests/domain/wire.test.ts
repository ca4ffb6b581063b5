import { describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES, errorOf, reportOf } from '../../domain/errors.js';
import { availableOf, emptyAccount } from '../../domain/facts.js';
import { mcc } from '../../domain/units.js';
import { ipcAnswer } from '../../domain/wire/ipc/all.js';
import { fromChild, taskCalls, toChild } from '../../domain/wire/process.js';
import { CONTRACT_NAMES, invitationFile, networkProfile } from '../../domain/wire/profile.js';
import { addressOf, hashOf } from './facts.js';

const PROFILE = {
  version: 1,
  name: 'Kitchen table',
  kind: 'local',
  endpoints: ['ws://127.0.0.1:9944'],
  genesisHash: hashOf(1),
  contracts: Object.fromEntries(CONTRACT_NAMES.map((name, index) => [name, addressOf(index)])),
  contractsVersion: hashOf(2),
  platform: addressOf(7),
  deployedBlock: 20,
  asset: { symbol: 'LOC', decimals: 12 },
  hosted: true,
  bootstrapPeers: [],
};
const SIGNATURE = `0x${'ab'.repeat(65)}`;

describe('a network profile', () => {
  it('comes back as it was, with an invitation or without', () => {
    expect(networkProfile.parse(PROFILE)).toEqual(PROFILE);
    const invited = { network: PROFILE, invitation: { invitationSecret: hashOf(3), registrarSignature: SIGNATURE } };
    expect(invitationFile.parse(JSON.parse(JSON.stringify(invited)))).toEqual(invited);
    expect(invitationFile.parse({ network: PROFILE })).toEqual({ network: PROFILE });
  });

  it.each([
    ['another version', { version: 2 }],
    ['no endpoint', { endpoints: [] }],
    ['a contract missing', { contracts: { lens: addressOf(1) } }],
    ['an address in capitals', { contracts: { ...PROFILE.contracts, lens: `0x${'AB'.repeat(20)}` } }],
    ['a short genesis hash', { genesisHash: '0x12' }],
    ['a block that is no block', { deployedBlock: -1 }],
    ['an unknown kind', { kind: 'testnet' }],
  ])('is refused with %s', (_, more) => {
    expect(networkProfile.safeParse({ ...PROFILE, ...more }).success).toBe(false);
  });

  it('takes no invitation whose secret or signature is cut', () => {
    const invitation = { invitationSecret: hashOf(3), registrarSignature: SIGNATURE.slice(0, -2) };
    expect(invitationFile.safeParse({ network: PROFILE, invitation }).success).toBe(false);
  });
});

describe('messages between processes', () => {
  it('are one of those agreed', () => {
    expect(toChild.safeParse({ type: 'call', id: 1, name: 'run', input: {} }).success).toBe(true);
    expect(toChild.safeParse({ type: 'call', id: -1, name: 'run', input: {} }).success).toBe(false);
    expect(toChild.safeParse({ type: 'exit' }).success).toBe(false);
    expect(
      fromChild.safeParse({ type: 'failed', id: 1, error: { code: 'task.unheard-of', message: '' } }).success,
    ).toBe(false);
  });

  it('carry no digest that is none, and no path that is empty', () => {
    const chunk = { index: 0, path: '/a', size: 1, digest: hashOf(1) };
    expect(taskCalls.run.output.safeParse([chunk]).success).toBe(true);
    expect(taskCalls.run.output.safeParse([{ ...chunk, digest: '0x12' }]).success).toBe(false);
    expect(taskCalls.run.output.safeParse([{ ...chunk, path: '' }]).success).toBe(false);
  });
});

describe('errors across a border', () => {
  it.each(ERROR_CODES)('%s keeps code, message and data', (code) => {
    const report = reportOf(new AppError(code, 'What happened.', { data: { path: '/a', count: 1 } }));
    expect(ipcAnswer.parse({ type: 'ipc', id: 1, ok: false, error: report })).toMatchObject({ error: report });
    expect(errorOf(report)).toMatchObject({ code, message: 'What happened.', data: { path: '/a', count: 1 } });
  });

  it('that nobody foresaw are bugs', () => {
    expect(reportOf(new TypeError('x is not a function'))).toEqual({ code: 'bug', message: 'x is not a function' });
    expect(reportOf('thrown text')).toEqual({ code: 'bug', message: 'thrown text' });
  });
});

describe('what an account may still set aside', () => {
  it('is its grant and what it is owed, less what it owes and has set aside', () => {
    const account = {
      ...emptyAccount(addressOf(1)),
      grant: mcc(10_000),
      owed: mcc(500),
      owes: mcc(200),
      escrowed: mcc(3000),
      bonded: mcc(40),
      staked: mcc(5000),
    };
    expect(availableOf(account)).toBe(2260n);
    expect(availableOf(emptyAccount(addressOf(2)))).toBe(0n);
  });
});
