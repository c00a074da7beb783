import type { StakingCall } from '../../src/staking/call';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findConcerns } from '../../src/protocols/insights';
import { decodeStakingCall } from '../../src/protocols/stakewise/insight/decode-call';
import { networkByChainId } from '../../src/networks/index';
import { vaultInterface } from '../../src/protocols/stakewise/vault/abi';
import { zeroAddress, type Hex } from '../../src/units';
import { loadTrace } from '../trace';

const from = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const other = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
const root: Hex = `0x${'ab'.repeat(32)}`;
const harvest = [root, -5n, 0n, [root, root]];
const encode = (method: string, args: unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);
const decode = (data: string, value = 0n): StakingCall => decodeStakingCall({ from, value, data: data as Hex });
const pool = networkByChainId(1).pools[0]?.address ?? '0x';
/** The calls of a transaction to the pool, in whatever they are wrapped. */
const callsOf = (data: string): StakingCall[] =>
  (findConcerns('eip155:1', { from, to: pool, value: 0n, data: data as Hex })?.parts ?? []).map(({ call }) => call);
const kindsOf = (data: string): string[] => callsOf(data).map(({ kind }) => kind);
const word = (value: number): string => value.toString(16).padStart(64, '0');

const calls: [name: string, data: Hex, meaning: object][] = [
  [
    'deposit',
    encode('deposit', [other, from]),
    { kind: 'stake', receiver: other, referrer: from, assets: 7n, reportRoot: null, isPlain: false },
  ],
  [
    'updateStateAndDeposit',
    encode('updateStateAndDeposit', [from, zeroAddress, harvest]),
    { kind: 'stake', receiver: from, referrer: zeroAddress, assets: 7n, reportRoot: root },
  ],
  ['updateState', encode('updateState', [harvest]), { kind: 'update', reportRoot: root }],
  ['enterExitQueue', encode('enterExitQueue', [9n, other]), { kind: 'exit', shares: 9n, receiver: other }],
  ['redeem', encode('redeem', [9n, other]), { kind: 'redeem', shares: 9n, receiver: other }],
  [
    'claimExitedAssets',
    encode('claimExitedAssets', [0n, 1_700_000_000n, 2n]),
    { kind: 'claim', ticket: 0n, requestedAt: 1_700_000_000, queueIndex: 2n },
  ],
];

describe('decodeStakingCall', () => {
  it('reads plain ETH as a stake for the sender', () => {
    expect(decode('0x', 5n)).toMatchObject({ kind: 'stake', receiver: from, assets: 5n, isPlain: true });
  });

  it.each(calls)('reads %s, in any letter case', (_, data, meaning) => {
    expect(decode(data, 7n)).toMatchObject({ ...meaning, hasTrailingBytes: false, data });
    expect(decode(`0x${data.slice(2).toUpperCase()}`, 7n)).toEqual(decode(data, 7n));
  });

  it.each(calls)('tells %s that ends too early from one that ends too late', (_, data, meaning) => {
    for (let cut = 2; cut < data.length - 8; cut += 2) {
      expect(decode(data.slice(0, -cut), 7n)).toMatchObject({ kind: 'truncated', selector: data.slice(0, 10) });
    }
    for (const tail of ['00', 'ff'.repeat(40)]) {
      expect(decode(data + tail, 7n)).toMatchObject({ ...meaning, hasTrailingBytes: true });
    }
  });

  it('leaves what it does not know unknown', () => {
    for (const data of ['0x12345678', '0x12', `0x12345678${word(1)}`]) {
      expect(decode(data)).toMatchObject({ kind: 'unknown', selector: data.slice(0, 10) });
    }
  });

  it('does not take an address of more than 20 bytes for one', () => {
    const data = encode('enterExitQueue', [9n, other]);
    const dirty = `${data.slice(0, 10 + 64)}01${data.slice(10 + 66)}`;
    expect(decode(dirty)).toMatchObject({ kind: 'unknown' });
  });

  it('opens a multicall, nested ones too', () => {
    const exit = encode('enterExitQueue', [1n, from]);
    const claim = encode('claimExitedAssets', [1n, 2n, 3n]);
    const nested = encode('multicall', [[exit, encode('multicall', [[claim, encode('multicall', [[]])]])]]);
    expect(kindsOf(nested)).toEqual(['exit', 'claim']);
    expect(callsOf(nested).some(({ hasTrailingBytes }) => hasTrailingBytes)).toBe(false);
    // Bytes behind a bundle are told of everything inside it, and of nothing beside it.
    const marked = encode('multicall', [[exit, `${encode('multicall', [[claim]])}c0ffee`]]);
    expect(callsOf(marked).map(({ hasTrailingBytes }) => hasTrailingBytes)).toEqual([false, true]);
  });

  it('opens a multicall however it is encoded, as the contract does', () => {
    const exit = encode('enterExitQueue', [1n, other]).slice(2);
    const selector = encode('multicall', [[]]).slice(0, 10);
    // The list begins behind a gap, both items are the same bytes, and the last byte is not padded.
    const twice = `${selector}${word(96)}${word(0)}${word(0)}${word(2)}${word(64)}${word(64)}${word(68)}${exit}`;
    expect(kindsOf(twice)).toEqual(['exit', 'exit']);
    expect(callsOf(twice)[1]).toMatchObject({ receiver: other });
  });

  it('tells a call that is cut off inside a multicall', () => {
    const exit = encode('enterExitQueue', [1n, from]);
    expect(kindsOf(encode('multicall', [[exit, exit.slice(0, -8)]]))).toEqual(['exit', 'truncated']);
    expect(kindsOf(encode('multicall', [[exit]]).slice(0, -66))).toEqual(['truncated']);
  });

  it('never throws', () => {
    const selectors = calls.map(([, data]) => data.slice(2, 10)).concat(encode('multicall', [[]]).slice(2, 10));
    const words = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      fc.bigInt({ min: 0n, max: 300n }),
      fc.constant(2n ** 64n),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('', ...selectors),
        fc.array(words, { maxLength: 12 }),
        fc.uint8Array({ maxLength: 40 }),
        (selector, list, bytes) => {
          const args = list.map((each) => each.toString(16).padStart(64, '0')).join('');
          const data: Hex = `0x${selector}${args}${Buffer.from(bytes).toString('hex')}`;
          expect(typeof decodeStakingCall({ from, value: 1n, data }).kind).toBe('string');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['fox-v1-a', 'fox-v2-a', 'fox-v2h-a'] as const)('reads every call to the recorded vault %s', (name) => {
    const methods = ['deposit', 'enterExitQueue', 'claimExitedAssets', 'redeem', 'updateState', 'multicall'];
    const inputs = loadTrace(name).steps.flatMap(({ tx, action }) =>
      tx && methods.includes(action.type) ? [tx.input] : [],
    );
    expect(inputs.length).toBeGreaterThan(100);
    const kinds = new Set(inputs.flatMap(kindsOf));
    for (const kind of ['stake', 'exit', 'claim', 'update']) {
      expect(kinds).toContain(kind);
    }
    expect(kinds).not.toContain('truncated');
  });
});
