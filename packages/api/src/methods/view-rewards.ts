import { array, boolean, enums, nullable, object, string, type Infer } from 'superstruct';
import { SignedWeiStruct, RateStruct, HexStruct, CountStruct, AsOfStruct } from '../result-structs';
import { AddressStruct, PoolIdStruct, TimeStruct, WeiStruct } from '../structs';
import { CursorStruct } from './params';

/** `reward` and `penalty`, with `interval` only: what a harvest brought the account, or took from it. */
export const LedgerEntryTypeStruct = enums([
  'stake',
  'stake-for-another',
  'exit-requested',
  'claimed',
  'redeemed',
  'fee-shares',
  'exit-cancelled',
  'received',
  'sent',
  'rewards-paid',
  'compounded',
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
      /** Rewards that wait to be paid out now, as those of sequencers do. */
      unpaidNow: WeiStruct,
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
