/** Many calls in one: by hand, since a general coder takes most of the time of a life. */

type Call = { readonly to: string; readonly data: string };

/** Selector of Multicall3's `aggregate3((address target, bool allowFailure, bytes callData)[])`. */
const selector = '0x82ad56cb';
const word = (value: number): string => value.toString(16).padStart(64, '0');

/** Calldata that makes all calls, each allowed to fail. */
export function encodeMany(calls: readonly Call[]): string {
  let offset = 32 * calls.length;
  const offsets: string[] = [];
  const items = calls.map(({ to, data }) => {
    const length = data.length / 2 - 1;
    const bytes = data.slice(2).padEnd(64 * Math.ceil(length / 32), '0');
    const item = to.slice(2).toLowerCase().padStart(64, '0') + word(1) + word(96) + word(length) + bytes;
    offsets.push(word(offset));
    offset += item.length / 2;
    return item;
  });
  return [selector, word(32), word(calls.length), ...offsets, ...items].join('');
}

/** The 32-byte words that each call returned; `null` where it failed. */
export function decodeMany(answer: string): (readonly bigint[] | null)[] {
  const wordAt = (offset: number): bigint => BigInt(`0x${answer.slice(2 + 2 * offset, 66 + 2 * offset)}`);
  const numberAt = (offset: number): number => Number(wordAt(offset));
  const start = numberAt(0);
  return Array.from({ length: numberAt(start) }, (_, index) => {
    const item = start + 32 + numberAt(start + 32 * (index + 1));
    const bytes = item + numberAt(item + 32);
    const size = numberAt(bytes) / 32;
    const isAnswer = wordAt(item) === 1n && size > 0;
    return isAnswer ? Array.from({ length: size }, (__, place) => wordAt(bytes + 32 * (place + 1))) : null;
  });
}
