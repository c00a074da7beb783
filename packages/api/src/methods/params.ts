import { boolean, enums, object, optional, type Infer } from 'superstruct';
import { limits } from '../limits';
import {
  AddressStruct,
  ChainIdStruct,
  either,
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
export const GetPoolsParamsStruct = object({
  chainId: optional(ChainIdStruct),
  /** Only this one. */
  pool: optional(PoolIdStruct),
  minBlock: optional(MinBlockStruct),
});
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

/** A proposal's id: the hash of the message that made it. */
export const ProposalIdStruct = patternString(
  'ProposalId',
  /^0x[0-9a-f]{64}$/u,
  'the id of a proposal',
  'must be the id of a proposal as getProposals gives it: 0x and 64 hexadecimal digits in small letters',
);

/** How much a vote weighs; Snapshot counts in floating-point numbers. */
export const PowerStruct = patternString(
  'Power',
  /^[0-9]+([.][0-9]+)?$/u,
  'voting power, a decimal string',
  'must be a decimal string such as "12.5"',
);

const choiceExpected = `must be the number of a choice, a list of 1 to ${limits.choices} of them, or such a list with weights`;
const ChoiceNumberStruct = wholeNumber(
  'ChoiceNumber',
  1,
  limits.choices,
  'the number of a choice, from 1',
  choiceExpected,
);
const WeightStruct = wholeNumber(
  'Weight',
  0,
  limits.weight,
  'how much of the vote goes to it, against the other weights',
  `must be a whole number from 0 to ${limits.weight}`,
);

/**
 * What is chosen: one choice (basic, single choice), several (approval), all, the best first (ranked choice), or choices with
 * weights (weighted, quadratic).
 */
export const ChoiceStruct = either(
  ChoiceNumberStruct,
  either(
    listOf(ChoiceNumberStruct, 1, limits.choices, choiceExpected),
    listOf(object({ choice: ChoiceNumberStruct, weight: WeightStruct }), 1, limits.choices, choiceExpected),
  ),
  choiceExpected,
);
export type Choice = Infer<typeof ChoiceStruct>;

export const ProposalStateStruct = enums(['open', 'upcoming', 'past']);
export type ProposalState = Infer<typeof ProposalStateStruct>;

/** `state` absent: those that are open; `limit` absent: a whole page. */
export const GetProposalsParamsStruct = object({
  account: optional(AddressStruct),
  state: optional(ProposalStateStruct),
  limit: optional(
    wholeNumber(
      'ProposalLimit',
      1,
      limits.proposalsPage,
      'proposals of one page',
      `must be a whole number from 1 to ${limits.proposalsPage}`,
    ),
  ),
  skip: optional(
    wholeNumber(
      'Skip',
      0,
      limits.proposalsSkip,
      'proposals that are passed over, the newest first',
      `must be a whole number from 0 to ${limits.proposalsSkip}`,
    ),
  ),
});
export type GetProposalsParams = Infer<typeof GetProposalsParamsStruct>;

export const VoteParamsStruct = object({
  account: AddressStruct,
  proposal: ProposalIdStruct,
  choice: ChoiceStruct,
  /** Published with the vote. */
  reason: optional(
    patternString(
      'Reason',
      // Without control characters, breaks of lines and letters that are not drawn and turn others around.
      new RegExp(
        `^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]{0,${limits.reason}}$`,
        'u',
      ),
      'one line of text, published with the vote',
      `must be one line of at most ${limits.reason} letters, without control characters`,
    ),
  ),
});
export type VoteParams = Infer<typeof VoteParamsStruct>;

/** What each method takes. Apart from what they answer, which the Snap itself has no use for. */
export const paramStructs = {
  getPools: GetPoolsParamsStruct,
  getPosition: GetPositionParamsStruct,
  viewRewards: ViewRewardsParamsStruct,
  stake: StakeParamsStruct,
  unstake: UnstakeParamsStruct,
  claim: ClaimParamsStruct,
  getProposals: GetProposalsParamsStruct,
  vote: VoteParamsStruct,
} as const;

export type MethodName = keyof typeof paramStructs;

/**
 * True for a name that the Snap answers to.
 * @example
 * ```ts
 * import { isMethodName } from '@pooled-staking/api';
 *
 * console.log(isMethodName('stake'), isMethodName('steal')); // true false
 * ```
 */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(paramStructs, name);
}
