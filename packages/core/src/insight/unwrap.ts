import type { Hex } from '../units';
import { Calldata } from './calldata';
import { listOfBytes, mostListedCalls, openCall, type Call } from './wrappers';

/** A call that wraps no other, or none that could be opened. */
export type Leaf = Call & {
  /** Number of the message that it belongs to: the calls of one `multicall` are one message, and share its ETH. */
  readonly message: number;
  /** Its place in the answer of that message: which item, and which item of that. */
  readonly path: readonly number[];
  /** Bytes follow a `multicall` around it that belong to none of its arguments. */
  readonly hasTrailingBytes: boolean;
};

export type Unwrapped = {
  /** In the order in which they are made. */
  readonly leaves: readonly Leaf[];
  /** More calls, or more bytes, than are looked into: not all of them are among the leaves. */
  readonly isCut: boolean;
};

/** More calls of one transaction than these, the wrappers among them, are not looked into. */
const mostCalls = 2 * mostListedCalls;
/** Nor more hex digits, each counted as often as a wrapper stands around it: 16 times what the chain takes as calldata. */
const mostDigits = 2 ** 22;

/**
 * Opens everything that carries calls, at any depth, in bounded time and memory. `opens`: whether a call may be taken for
 * a wrapper at all, since an address can tell that it is none.
 */
export function unwrap(calls: readonly Call[], opens: (call: Call) => boolean): Unwrapped {
  const leaves: Leaf[] = [];
  let messages = calls.length - 1;
  let left = mostCalls - calls.length;
  let digits = mostDigits;
  const roots = calls.map((call, message): Leaf => ({ ...call, message, path: [], hasTrailingBytes: false }));
  const pending = [...roots].reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    digits -= next.data.length;
    const opened = opens(next) ? openCall(next) : null;
    left -= opened?.calls.length ?? 0;
    if (digits < 0 || left < 0) {
      return { leaves, isCut: true };
    }
    if (!opened) {
      leaves.push(next);
      continue;
    }
    const { isSameMessage, hasTrailingBytes } = opened;
    const { message, path, hasTrailingBytes: around } = next;
    const inner = opened.calls.map((call, index): Leaf => {
      if (!isSameMessage) {
        messages += 1;
        return { ...call, message: messages, path: [], hasTrailingBytes: false };
      }
      return { ...call, message, path: [...path, index], hasTrailingBytes: around || hasTrailingBytes };
    });
    pending.push(...inner.reverse());
  }
  // A wrapper around nothing is what it is itself.
  return { leaves: leaves.length > 0 ? leaves : roots, isCut: false };
}

/** True when some bytes stand in calldata, at the beginning of a byte. Both in lower case; `bytes` without `0x`. */
export function holdsBytes(data: Hex, bytes: string, from = 2): boolean {
  for (let at = data.indexOf(bytes, from); at >= 0; at = data.indexOf(bytes, at + 1)) {
    if (at % 2 === 0) {
      return true;
    }
  }
  return false;
}

/** The answer of a call in the answer of its message; `null` where that does not tell. Never throws. */
export function answerOf({ path }: Pick<Leaf, 'path'>, answer: Hex | null): Hex | null {
  try {
    return path.reduce<Hex | null>(
      (around, index) => around && (listOfBytes(new Calldata(around.slice(2)), 0)[index] ?? null),
      answer,
    );
  } catch {
    return null;
  }
}
