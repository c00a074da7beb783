import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Interface } from 'ethers';
import { decodeOutcomes, encodeCalls } from '../src/chain/multicall';
import type { Hex } from '../src/units';

const general = new Interface([
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) view returns ((bool success, bytes returnData)[])',
  'function aggregate3Value((address target, bool allowFailure, uint256 value, bytes callData)[] calls) payable returns ((bool success, bytes returnData)[])',
]);

const hex = (minLength: number, maxLength: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`);
const address = hex(20, 20);

describe('the calls and answers of Multicall3', () => {
  it('are those of a general encoder', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ target: address, data: hex(0, 100) })), (calls) => {
        const tuples = calls.map(({ target, data }) => [target, true, data]);
        expect(encodeCalls(calls)).toBe(general.encodeFunctionData('aggregate3', [tuples]));
      }),
    );
    const paid = fc.record({ target: address, data: hex(0, 100), value: fc.bigInt({ min: 0n, max: 2n ** 128n }) });
    fc.assert(
      fc.property(fc.array(paid, { minLength: 1 }), (calls) => {
        const tuples = calls.map(({ target, data, value }) => [target, true, value, data]);
        expect(encodeCalls(calls)).toBe(general.encodeFunctionData('aggregate3Value', [tuples]));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ success: fc.boolean(), data: hex(0, 100) })), (outcomes) => {
        const tuples = outcomes.map(({ success, data }) => [success, data]);
        expect(decodeOutcomes(general.encodeFunctionResult('aggregate3', [tuples]) as Hex)).toEqual(outcomes);
      }),
    );
  });

  it('are no answer when they are cut, empty or something else', () => {
    const answer = general.encodeFunctionResult('aggregate3', [[[true, `0x${'ab'.repeat(40)}`]]]) as Hex;
    for (let length = 2; length < answer.length - 48; length += 64) {
      expect(decodeOutcomes(answer.slice(0, length) as Hex)).toBeUndefined();
    }
    fc.assert(
      fc.property(hex(0, 400), (data) => {
        const outcomes = decodeOutcomes(data);
        expect(outcomes === undefined || Array.isArray(outcomes)).toBe(true);
      }),
    );
  });
});
