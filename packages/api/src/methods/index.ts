import type { Struct } from 'superstruct';
import { GetProposalsResultStruct, VoteResultStruct, type GetProposalsResult, type VoteResult } from './governance';
import { GetPoolsResultStruct, type GetPoolsResult } from './get-pools';
import { GetPositionResultStruct, type GetPositionResult } from './get-position';
import {
  paramStructs,
  type ClaimParams,
  type GetPoolsParams,
  type GetPositionParams,
  type GetProposalsParams,
  type MethodName,
  type StakeParams,
  type UnstakeParams,
  type ViewRewardsParams,
  type VoteParams,
} from './params';
import { ClaimResultStruct, TransactionResultStruct, type ClaimResult, type TransactionResult } from './transactions';
import { ViewRewardsResultStruct, type ViewRewardsResult } from './view-rewards';

/** What goes into and comes out of each method. */
export type Methods = {
  getPools: { params: GetPoolsParams; result: GetPoolsResult };
  getPosition: { params: GetPositionParams; result: GetPositionResult };
  viewRewards: { params: ViewRewardsParams; result: ViewRewardsResult };
  stake: { params: StakeParams; result: TransactionResult };
  unstake: { params: UnstakeParams; result: TransactionResult };
  claim: { params: ClaimParams; result: ClaimResult };
  getProposals: { params: GetProposalsParams; result: GetProposalsResult };
  vote: { params: VoteParams; result: VoteResult };
};

/** A method's schemas. Unknown fields are refused on both sides. */
export type MethodSchema<Name extends MethodName> = {
  readonly summary: string;
  readonly params: Struct<Methods[Name]['params']>;
  readonly result: Struct<Methods[Name]['result']>;
};

/** The Snap's whole JSON-RPC contract. */
export const methods: { readonly [Name in MethodName]: MethodSchema<Name> } = {
  getPools: {
    summary: 'The pools with their rates, fee, totals, status and contract version.',
    params: paramStructs.getPools,
    result: GetPoolsResultStruct,
  },
  getPosition: {
    summary: "An account's stake, its exits and its lifetime rewards, all at one block.",
    params: paramStructs.getPosition,
    result: GetPositionResultStruct,
  },
  viewRewards: {
    summary: "An account's lifetime rewards and the ledger entries that they add up from, by page.",
    params: paramStructs.viewRewards,
    result: ViewRewardsResultStruct,
  },
  stake: {
    summary: 'Asks the person to approve a stake; sends it through the wallet, or returns the transaction.',
    params: paramStructs.stake,
    result: TransactionResultStruct,
  },
  unstake: {
    summary: 'Asks the person to approve an exit; sends it through the wallet, or returns the transaction.',
    params: paramStructs.unstake,
    result: TransactionResultStruct,
  },
  claim: {
    summary:
      'Asks the person to approve a claim of the exits that pay; sends it through the wallet, or returns the transaction.',
    params: paramStructs.claim,
    result: ClaimResultStruct,
  },
  getProposals: {
    summary:
      "Proposals of Metis' community on Snapshot, the newest first, with an account's voting power and votes where one is given.",
    params: paramStructs.getProposals,
    result: GetProposalsResultStruct,
  },
  vote: {
    summary:
      "Asks the person to approve a vote, which takes the place of the account's earlier one; has it signed and sends it, or returns it for the dapp to have signed.",
    params: paramStructs.vote,
    result: VoteResultStruct,
  },
};

export * from './get-pools';
export * from './governance';
export * from './get-position';
export * from './params';
export * from './transactions';
export * from './view-rewards';
