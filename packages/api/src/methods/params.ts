import { boolean, enums, object, optional, type Infer } from 'superstruct';
import { limits } from '../limits';
import {
  AddressStruct,
  ChainIdStruct,
  ExitIdStruct,
  listOf,
  MinBlockStruct,
  patternString,
  PoolIdStruct,
  TimeStruct,
  UnstakeAmountStruct,
  WeiStruct,
  wholeNumber,
} from '../structs';

/** `chainId` absent: the pools of every network that the wallet knows. */
export const GetPoolsParamsStruct = object({ chainId: optional(ChainIdStruct), minBlock: optional(MinBlockStruct) });
export type GetPoolsParams = Infer<typeof GetPoolsParamsStruct>;

export const GetPositionParamsStruct = object({
  account: AddressStruct,
  pool: optional(PoolIdStruct),
  minBlock: optional(MinBlockStruct),
});
export type GetPositionParams = Infer<typeof GetPositionParamsStruct>;

const LimitStruct = wholeNumber(
  'Limit',
  1,
  limits.rewardsPage,
  'entries of one page',
  `must be a whole number from 1 to ${limits.rewardsPage}`,
);

/** Block and place in it of the last entry of a page; `end`: after all logs of the block, where a harvest stands. */
export const CursorStruct = patternString(
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

const SymbolStruct = patternString(
  'Symbol',
  /^[A-Za-z0-9]{1,16}$/u,
  'the symbol of an asset that the pool takes',
  'must be the symbol of an asset that the pool takes, such as "METIS"',
);

/** What stands beside the amount for some pools; one that does not take a field refuses it. */
const changeFields = {
  /** The part of the position that it is about: a sequencer's id. */
  id: optional(ExitIdStruct),
  /** The symbol of what is staked or taken out, where it is not the pool's own asset. */
  asset: optional(SymbolStruct),
};

export const StakeParamsStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  amount: WeiStruct,
  ...changeFields,
  /** Puts the rewards that wait for the sequencer to its stake as well. */
  withRewards: optional(boolean()),
  /** The fewest shares that are taken for it, else the transaction fails; absent: a little less than today's rate gives. */
  minShares: optional(WeiStruct),
});
export type StakeParams = Infer<typeof StakeParamsStruct>;

export const UnstakeParamsStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  amount: UnstakeAmountStruct,
  ...changeFields,
});
export type UnstakeParams = Infer<typeof UnstakeParamsStruct>;

/** `exits` absent: every exit that pays, or as many as the pool pays in one transaction. A sequencer's id claims its rewards. */
export const ClaimParamsStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  exits: optional(
    listOf(
      ExitIdStruct,
      1,
      limits.exitsOfClaim,
      `must be a list of 1 to ${limits.exitsOfClaim} exit ids; leave it out to claim every exit that pays`,
    ),
  ),
});
export type ClaimParams = Infer<typeof ClaimParamsStruct>;

/** What each method takes. Apart from what they answer, which the Snap itself has no use for. */
export const paramStructs = {
  getPools: GetPoolsParamsStruct,
  getPosition: GetPositionParamsStruct,
  viewRewards: ViewRewardsParamsStruct,
  stake: StakeParamsStruct,
  unstake: UnstakeParamsStruct,
  claim: ClaimParamsStruct,
} as const;

export type MethodName = keyof typeof paramStructs;

/** True for a name that the Snap answers to. */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(paramStructs, name);
}
