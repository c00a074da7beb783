import { array, boolean, enums, nullable, object, optional, string, type Infer } from 'superstruct';
import { limits } from '../limits';
import {
  AddressStruct,
  AsOfStruct,
  CountStruct,
  HexStruct,
  MinBlockStruct,
  patternString,
  PoolIdStruct,
  RateStruct,
  SignedWeiStruct,
  TimeStruct,
  WeiStruct,
  wholeNumber,
} from '../structs';

const LimitStruct = wholeNumber(
  'Limit',
  1,
  limits.rewardsPage,
  'entries of one page',
  `must be a whole number from 1 to ${limits.rewardsPage}`,
);

/** Block and place in it of the last entry of a page; `end`: after all logs of the block, where a harvest stands. */
const CursorStruct = patternString(
  'Cursor',
  /^[0-9]{1,15}:([0-9]{1,9}|end)$/u,
  'the cursor of an earlier answer',
  'must be a cursor from an earlier answer',
);

export const IntervalStruct = enums(['day', 'week', 'month', 'year']);
export type Interval = Infer<typeof IntervalStruct>;

const CurrencyStruct = patternString(
  'Currency',
  /^[A-Za-z]{3}$/u,
  'an ISO 4217 code',
  'must be an ISO 4217 code such as "USD"',
);

export const ViewRewardsParamsStruct = object({
  account: AddressStruct,
  pool: optional(PoolIdStruct),
  /** Entries from this time on. */
  from: optional(TimeStruct),
  /** Entries before this time. */
  to: optional(TimeStruct),
  /**
   * Adds `periods` and `apr`: the rewards day by day, and so on, in UTC. The entries then also hold what each harvest
   * brought.
   */
  interval: optional(IntervalStruct),
  /** For fiat values; absent: what the person prefers. */
  currency: optional(CurrencyStruct),
  cursor: optional(CursorStruct),
  limit: optional(LimitStruct),
  minBlock: optional(MinBlockStruct),
});
export type ViewRewardsParams = Infer<typeof ViewRewardsParamsStruct>;

/** `reward` and `penalty`, with `interval` only: what a harvest brought the account, or took from it. */
export const LedgerEntryTypeStruct = enums([
  'stake',
  'stake-for-another',
  'exit-requested',
  'claimed',
  'redeemed',
  'fee-shares',
  'reward',
  'penalty',
]);
export type LedgerEntryType = Infer<typeof LedgerEntryTypeStruct>;

/** A value in a currency: decimal strings with two places. */
export const FiatValueStruct = object({
  currency: string(),
  /** Price of one ETH. */
  price: RateStruct,
  value: RateStruct,
});
export type FiatValue = Infer<typeof FiatValueStruct>;

export const RewardsPeriodStruct = object({
  from: TimeStruct,
  /** Not part of the period any more. */
  to: TimeStruct,
  /** Negative when penalties outweighed the rewards. */
  rewards: SignedWeiStruct,
  /** What the rewards were worth when they arrived, two places; `null` where the chain has no price. */
  fiatValue: nullable(RateStruct),
});
export type RewardsPeriod = Infer<typeof RewardsPeriodStruct>;

export const LedgerEntryStruct = object({
  type: LedgerEntryTypeStruct,
  time: TimeStruct,
  blockNumber: CountStruct,
  /** `null` for rewards and penalties: they stand at the end of their block. */
  logIndex: nullable(CountStruct),
  /** Of the harvest, for rewards and penalties; `null` for what came since the last one, told at the block of `asOf`. */
  transactionHash: nullable(HexStruct),
  /** ETH staked, paid out, earned or lost, without a sign; `null` where the log does not tell. */
  assets: nullable(WeiStruct),
  shares: nullable(WeiStruct),
  /** The other account of the entry: who paid a stake for this account, or who receives its exit. */
  counterparty: nullable(AddressStruct),
  /** What it was worth at that time, where the chain has a price feed. */
  fiat: nullable(FiatValueStruct),
});
export type LedgerEntry = Infer<typeof LedgerEntryStruct>;

export const ViewRewardsResultStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  /** Everything earned since the first stake, penalties taken off; `null` when the history is incomplete. */
  lifetimeRewards: nullable(SignedWeiStruct),
  /** The parts that `lifetimeRewards` adds up from. */
  totals: nullable(
    object({
      /** Stakes credited to the account. */
      staked: WeiStruct,
      /** Claimed and redeemed. */
      paidOut: WeiStruct,
      /** Staked now. */
      stakedNow: WeiStruct,
      /** In open exits now. */
      exitingNow: WeiStruct,
    }),
  ),
  /** Rewards between `from` and `to` by period, without a gap; `null` without `interval` or with an incomplete history. */
  periods: nullable(array(RewardsPeriodStruct)),
  /** The account's own yearly rate over these periods; `null` without them. */
  apr: nullable(RateStruct),
  /** Of the fiat values; `null` where the chain has no price in it. */
  currency: nullable(string()),
  entries: array(LedgerEntryStruct),
  /** Pass as `cursor` for the next page; `null` on the last one. */
  nextCursor: nullable(CursorStruct),
  reconciled: boolean(),
  reason: nullable(string()),
  asOf: AsOfStruct,
});
export type ViewRewardsResult = Infer<typeof ViewRewardsResultStruct>;
