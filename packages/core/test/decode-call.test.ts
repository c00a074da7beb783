import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeStakingCall, flattenCalls } from '../src/insight/decode-call';
import { vaultInterface } from '../src/pool/abi';
import type { Hex } from '../src/units';
import { loadTrace } from './trace';

const from = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const encode = (method: string, args: unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);
const decode = (data: Hex, value = 0n): unknown => decodeStakingCall({ from, value, data });

describe('decodeStakingCall', () => {
  it('reads plain ETH as a stake for the sender', () => {
    expect(decode('0x', 5n)).toEqual({ kind: 'stake', receiver: from, assets: 5n, withUpdate: false });
  });

  it('reads each call of the vault', () => {
    const harvest = [`0x${'00'.repeat(32)}`, -5n, 0n, []];
    expect(decode(encode('deposit', [other, from]), 7n)).toEqual({
      kind: 'stake',
      receiver: other,
      assets: 7n,
      withUpdate: false,
    });
    expect(decode(encode('updateStateAndDeposit', [from, from, harvest]), 7n)).toMatchObject({ withUpdate: true });
    expect(decode(encode('updateState', [harvest]))).toEqual({ kind: 'update' });
    expect(decode(encode('enterExitQueue', [9n, other]))).toEqual({ kind: 'exit', shares: 9n, receiver: other });
    expect(decode(encode('redeem', [9n, other]))).toEqual({ kind: 'redeem', shares: 9n, receiver: other });
    expect(decode(encode('claimExitedAssets', [0n, 1_700_000_000n, 2n]))).toEqual({
      kind: 'claim',
      ticket: 0n,
      requestedAt: 1_700_000_000,
      queueIndex: 2n,
    });
  });

  it('opens a multicall, nested ones too', () => {
    const exit = encode('enterExitQueue', [1n, from]);
    const claim = encode('claimExitedAssets', [1n, 2n, 3n]);
    const nested = encode('multicall', [[exit, encode('multicall', [[claim]])]]);
    const kinds = flattenCalls(decodeStakingCall({ from, value: 0n, data: nested })).map(({ kind }) => kind);
    expect(kinds).toEqual(['exit', 'claim']);
  });

  it('calls truncated, padded and foreign calldata unknown', () => {
    const exit = encode('enterExitQueue', [1n, from]);
    for (const data of [exit.slice(0, -2), exit.slice(0, -64), `${exit}00`, '0x12345678', '0x12', exit.slice(0, 10)]) {
      expect(decode(data as Hex)).toEqual({ kind: 'unknown', selector: data.slice(0, 10) });
    }
  });

  it('never throws', () => {
    const selectors = ['deposit', 'multicall', 'claimExitedAssets', 'updateState', 'enterExitQueue'].map((name) =>
      vaultInterface.selector(name).slice(2),
    );
    fc.assert(
      fc.property(fc.constantFrom('', ...selectors), fc.uint8Array({ maxLength: 300 }), (selector, bytes) => {
        const data: Hex = `0x${selector}${Buffer.from(bytes).toString('hex')}`;
        expect(typeof decodeStakingCall({ from, value: 1n, data }).kind).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows the calls of every recorded transaction to the vault', () => {
    const kinds = new Set<string>();
    for (const { tx, action } of loadTrace('fox-v1-a').steps) {
      if (
        tx &&
        ['deposit', 'enterExitQueue', 'claimExitedAssets', 'redeem', 'updateState', 'multicall'].includes(action.type)
      ) {
        const calls = flattenCalls(decodeStakingCall({ from, value: 0n, data: tx.input }));
        calls.forEach(({ kind }) => kinds.add(kind));
      }
    }
    expect([...kinds].sort()).toEqual(['claim', 'exit', 'redeem', 'stake', 'update']);
  });
});
