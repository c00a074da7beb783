/** What a transaction does, as far as it matters for telling whether another one is the same. */
export type Call = { readonly to: string; readonly value: string; readonly data: string };

/** A transaction that a wallet has sent, with what finds it again. */
export type Sent = {
  readonly hash: string;
  readonly account: string;
  readonly chainId: number;
  /** `null` when the Snap sent it, which tells the hash alone. */
  readonly call: Call | null;
  /** Its place in the account's order. Until a node has shown it, the next free one before sending; `null`: unknown. */
  readonly nonce: number | null;
  readonly isNonceSeen: boolean;
  /** The newest block at which it was sent or the node still knew it; `null` before the node told one. */
  readonly knownAt: number | null;
};

/** The transaction of an account that was mined with a nonce. */
export type Taker = {
  readonly hash: string;
  readonly from: string;
  readonly blockNumber: number;
  readonly call: Call;
  /** Whether it succeeded; `null` when its receipt is not there yet, or was not asked for. */
  readonly isSuccess: boolean | null;
};

/** What a node says about a sent transaction. */
export type Sighting = {
  /** The newest block. */
  readonly head: number;
  readonly receipt: { readonly isSuccess: boolean; readonly blockNumber: number } | null;
  /** The node has the transaction, mined or waiting. */
  readonly isKnown: boolean;
  /** How many transactions of the account are mined: each nonce below is taken. */
  readonly minedCount: number;
  /** What was mined with its nonce, where that was found. */
  readonly taker: Taker | null;
};

/** What became of a transaction. */
export type Fate = {
  readonly stage: 'sent' | 'confirmed' | 'failed' | 'replaced' | 'cancelled' | 'dropped';
  /** The block that decided it. */
  readonly blockNumber: number | null;
  /** The hash of the one that took its place. */
  readonly replacement: string | null;
};

/**
 * How many blocks a node may not know a transaction before it counts as dropped. Some wallets send through a network of
 * their own, where a transaction may wait that long before any node sees it.
 */
export const droppedAfter = 20;

const isSameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether two calls do the same. */
export const isSameCall = (one: Call, other: Call): boolean =>
  isSameText(one.to, other.to) && isSameText(one.data, other.data) && BigInt(one.value) === BigInt(other.value);

/** What wallets put in the place of a transaction to cancel it: nothing, sent to the account itself. */
const isEmpty = ({ call, from }: Taker): boolean =>
  isSameText(call.to, from) && BigInt(call.value) === 0n && call.data === '0x';

const waiting: Fate = { stage: 'sent', blockNumber: null, replacement: null };

/** Judges by what the taker of the nonce is; `null` when it decides nothing. */
function fateByTaker(sent: Sent, taker: Taker): Fate | null {
  const by = { blockNumber: taker.blockNumber, replacement: taker.hash };
  if (isSameText(taker.hash, sent.hash)) {
    // Mined, and the node has yet to learn how it went.
    return waiting;
  }
  if (sent.call && isSameCall(sent.call, taker.call)) {
    return taker.isSuccess === null ? waiting : { stage: taker.isSuccess ? 'confirmed' : 'failed', ...by };
  }
  if (isEmpty(taker)) {
    return { stage: 'cancelled', ...by };
  }
  // With a nonce that is only a guess, the other one may simply have come first.
  return sent.isNonceSeen ? { stage: 'replaced', ...by } : null;
}

/** What became of a sent transaction, from what a node says of it. */
export function fateOf(sent: Sent, seen: Sighting): Fate {
  const { receipt, taker, head, isKnown, minedCount } = seen;
  if (receipt) {
    const { isSuccess, blockNumber } = receipt;
    return { stage: isSuccess ? 'confirmed' : 'failed', blockNumber, replacement: null };
  }
  const byTaker = taker && fateByTaker(sent, taker);
  if (byTaker) {
    return byTaker;
  }
  if (sent.knownAt === null || head - sent.knownAt < droppedAfter) {
    return waiting;
  }
  if (sent.isNonceSeen && sent.nonce !== null && minedCount > sent.nonce) {
    return { stage: 'replaced', blockNumber: null, replacement: null };
  }
  return isKnown ? waiting : { stage: 'dropped', blockNumber: null, replacement: null };
}

/**
 * Whether nothing can come of it any more. A dropped transaction may be mined later, and one whose nonce was never seen
 * may turn out to have had another.
 */
export function isFinal(sent: Sent, { stage, replacement }: Fate): boolean {
  switch (stage) {
    case 'sent':
    case 'dropped':
      return false;
    case 'confirmed':
    case 'failed':
      return replacement === null || sent.isNonceSeen;
    case 'replaced':
    case 'cancelled':
      return replacement !== null && sent.isNonceSeen;
  }
}
