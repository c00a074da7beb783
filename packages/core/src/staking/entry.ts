import type { Address, Hex, Seconds, Shares, Wei } from '../units';

export type EntryType =
  | 'stake'
  | 'stake-for-another'
  | 'exit-requested'
  | 'exit-cancelled'
  | 'claimed'
  | 'redeemed'
  | 'fee-shares'
  /** Shares moved between accounts as a token. */
  | 'received'
  | 'sent'
  /** Rewards paid out, or put to the stake. */
  | 'rewards-paid'
  | 'compounded';

/** One movement of an account's stake, from its side. */
export type Entry = {
  readonly type: EntryType;
  readonly time: Seconds;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transactionHash: Hex;
  /** Staked or paid out; `null` where the log does not tell. */
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  /** Who paid a stake, or who receives an exit, when it is another account. */
  readonly counterparty: Address | null;
  /** The exit that it is about, by its id; absent: none, or one that is not told apart from others. */
  readonly exit?: bigint;
};
