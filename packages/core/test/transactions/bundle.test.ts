import { describe, expect, it } from '@jest/globals';
import { AbiCoder } from 'ethers';
import { carriesCalls, readBundleStatus, type Call } from '@pooled-staking/core';

const hash = (byte: string): string => `0x${byte.repeat(32)}`;
const receipt = (status: '0x0' | '0x1', byte = 'ab', blockNumber = '0x10') => ({
  ...{ status, blockNumber, transactionHash: hash(byte), logs: [] },
});

describe('what a wallet says of several calls', () => {
  it.each([
    ['on their way', { status: 100 }, { kind: 'pending' }],
    ['on their way, in a code of later', { status: 199, receipts: [receipt('0x1')] }, { kind: 'pending' }],
    [
      'carried out in one transaction',
      { status: 200, receipts: [receipt('0x1')] },
      { kind: 'mined', hash: hash('ab') },
    ],
    [
      'carried out in several',
      { status: 200, receipts: [receipt('0x1', 'ab', '0x11'), receipt('0x1', 'cd')] },
      { kind: 'ended', stage: 'confirmed', blockNumber: 17 },
    ],
    ['carried out, no word how', { status: 200 }, { kind: 'ended', stage: 'confirmed', blockNumber: null }],
    ['in the words of the first draft', { status: '200' }, { kind: 'ended', stage: 'confirmed', blockNumber: null }],
    ['given up', { status: 400 }, { kind: 'ended', stage: 'abandoned', blockNumber: null }],
    ['reverted', { status: 500, receipts: [receipt('0x0')] }, { kind: 'mined', hash: hash('ab') }],
    // A bundler's transaction succeeds with an operation in it that failed.
    [
      'reverted within a transaction that succeeded',
      { status: 500, receipts: [receipt('0x1')] },
      { kind: 'ended', stage: 'failed', blockNumber: 16 },
    ],
    ['reverted without a transaction', { status: 500 }, { kind: 'ended', stage: 'failed', blockNumber: null }],
    [
      'carried out in parts',
      { status: 600, receipts: [receipt('0x1'), receipt('0x0', 'cd', '0x12')] },
      { kind: 'ended', stage: 'partial', blockNumber: 18 },
    ],
    [
      'carried out, by a receipt that is none',
      { status: 200, receipts: [{ ...receipt('0x1'), transactionHash: 'javascript:alert(1)' }, 5, null] },
      { kind: 'ended', stage: 'confirmed', blockNumber: null },
    ],
  ])('%s', (_, answer, expected) => {
    expect(readBundleStatus(answer)).toEqual(expected);
  });

  it.each([[null], [undefined], ['confirmed'], [{}], [{ status: 'CONFIRMED' }], [{ status: 300 }], [{ status: 99 }]])(
    'is nothing where it is %p',
    (answer) => {
      expect(() => readBundleStatus(answer)).toThrow('no status of calls');
    },
  );
});

describe('a transaction that carries calls', () => {
  const account = `0x${'aA'.repeat(20)}`;
  const [approve, stake]: [Call, Call] = [
    { to: `0x${'Bb'.repeat(20)}`, value: '0x0', data: `0x095EA7B3${'11'.repeat(64)}` },
    { to: `0x${'cc'.repeat(20)}`, value: '0x5', data: '0xf9609f08' },
  ];
  const execute = (calls: readonly Call[]): string =>
    `0xe9ae5c53${AbiCoder.defaultAbiCoder()
      .encode(
        ['bytes32', 'bytes'],
        [
          `0x01${'00'.repeat(31)}`,
          AbiCoder.defaultAbiCoder().encode(
            ['(address,uint256,bytes)[]'],
            [calls.map(({ to, value, data }) => [to.toLowerCase(), value, data])],
          ),
        ],
      )
      .slice(2)}`;
  const carrier = (calls: readonly Call[], to = account): Call => ({ to, value: '0x0', data: execute(calls) });

  it('is a call of the account to itself with all of them in their order', () => {
    expect(carriesCalls(carrier([approve, stake]), account.toLowerCase(), [approve, stake])).toBe(true);
    expect(carriesCalls(carrier([approve, stake, approve]), account, [approve, stake])).toBe(true);
  });

  it.each([
    ['another order', carrier([stake, approve])],
    ['one of them', carrier([stake])],
    ['another amount', carrier([approve, { ...stake, value: '0x6' }])],
    ['another receiver', carrier([approve, { ...stake, to: `0x${'dd'.repeat(20)}` }])],
    ['other data', carrier([approve, { ...stake, data: '0xf9609f09' }])],
    ['another account', carrier([approve, stake], `0x${'ee'.repeat(20)}`)],
  ])('is none with %s', (_, other) => {
    expect(carriesCalls(other, account, [approve, stake])).toBe(false);
  });

  it('is the call itself where there is one alone', () => {
    expect(carriesCalls({ ...stake, value: '0x05' }, account, [stake])).toBe(true);
    expect(carriesCalls(carrier([stake]), account, [stake])).toBe(false);
    expect(carriesCalls(stake, account, [])).toBe(false);
  });
});
