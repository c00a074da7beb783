import type { Address, Hex, Wei } from '../units';

/** One call of a batch, with the ETH that goes along. */
export type MulticallCall = { readonly target: Address; readonly data: Hex; readonly value?: Wei };

/** What became of it: its result, or the revert data. */
export type MulticallOutcome = { readonly success: boolean; readonly data: Hex };

/** Selector of `aggregate3((address target, bool allowFailure, bytes callData)[])`. */
const aggregate3Selector = '0x82ad56cb';

/** Selector of `aggregate3Value((address target, bool allowFailure, uint256 value, bytes callData)[])`. */
const aggregate3ValueSelector = '0x174dea71';

const word = (value: number | bigint): string => value.toString(16).padStart(64, '0');

/** ABI-encodes a list of dynamic tuples from the encoding of each, without `0x`. */
function encodeList(items: readonly string[]): string {
  let offset = 32 * items.length;
  const offsets = items.map((item) => {
    const here = word(offset);
    offset += item.length / 2;
    return here;
  });
  return word(32) + word(items.length) + offsets.join('') + items.join('');
}

/**
 * Calldata of `aggregate3`, or of `aggregate3Value` where ETH goes along, each call allowed to fail. By hand: a general
 * encoder takes most of the time of a view.
 */
export function encodeCalls(calls: readonly MulticallCall[]): Hex {
  const isPaid = calls.some(({ value }) => value !== undefined);
  const items = calls.map(({ target, data, value = 0n }) => {
    const digits = data.slice(2);
    const padded = digits.padEnd(64 * Math.ceil(digits.length / 64), '0');
    const head = target.slice(2).toLowerCase().padStart(64, '0') + word(1) + (isPaid ? word(value) : '');
    return head + word(isPaid ? 128 : 96) + word(digits.length / 2) + padded;
  });
  return `${isPaid ? aggregate3ValueSelector : aggregate3Selector}${encodeList(items)}`;
}

/** The answer of both, `(bool success, bytes returnData)[]`; `undefined` when it is none. */
export function decodeOutcomes(answer: Hex): MulticallOutcome[] | undefined {
  const digits = answer.slice(2);
  const numberAt = (offset: number): number => {
    const value = Number(`0x${digits.slice(2 * offset, 2 * offset + 64)}`);
    if (2 * offset + 64 > digits.length || !(value <= digits.length)) {
      throw new RangeError('The answer is shorter than it says.');
    }
    return value;
  };
  try {
    const start = numberAt(0);
    return Array.from({ length: numberAt(start) }, (_, index) => {
      const item = start + 32 + numberAt(start + 32 * (index + 1));
      const bytes = item + numberAt(item + 32);
      const [from, length] = [2 * (bytes + 32), 2 * numberAt(bytes)];
      if (from + length > digits.length) {
        throw new RangeError('The answer is shorter than it says.');
      }
      return { success: numberAt(item) === 1, data: `0x${digits.slice(from, from + length)}` };
    });
  } catch {
    return undefined;
  }
}
