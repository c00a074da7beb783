import type { Struct } from 'superstruct';
import { GetPoolsParamsStruct, GetPoolsResultStruct, type GetPoolsParams, type GetPoolsResult } from './get-pools';
import {
  GetPositionParamsStruct,
  GetPositionResultStruct,
  type GetPositionParams,
  type GetPositionResult,
} from './get-position';
import {
  ClaimParamsStruct,
  ClaimResultStruct,
  StakeParamsStruct,
  TransactionResultStruct,
  UnstakeParamsStruct,
  type ClaimParams,
  type ClaimResult,
  type StakeParams,
  type TransactionResult,
  type UnstakeParams,
} from './transactions';
import {
  ViewRewardsParamsStruct,
  ViewRewardsResultStruct,
  type ViewRewardsParams,
  type ViewRewardsResult,
} from './view-rewards';

/** What goes into and comes out of each method. */
export type Methods = {
  getPools: { params: GetPoolsParams; result: GetPoolsResult };
  getPosition: { params: GetPositionParams; result: GetPositionResult };
  viewRewards: { params: ViewRewardsParams; result: ViewRewardsResult };
  stake: { params: StakeParams; result: TransactionResult };
  unstake: { params: UnstakeParams; result: TransactionResult };
  claim: { params: ClaimParams; result: ClaimResult };
};

export type MethodName = keyof Methods;

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
    params: GetPoolsParamsStruct,
    result: GetPoolsResultStruct,
  },
  getPosition: {
    summary: "An account's stake, its exits and its lifetime rewards, all at one block.",
    params: GetPositionParamsStruct,
    result: GetPositionResultStruct,
  },
  viewRewards: {
    summary: "An account's lifetime rewards and the ledger entries that they add up from, by page.",
    params: ViewRewardsParamsStruct,
    result: ViewRewardsResultStruct,
  },
  stake: {
    summary: 'Asks the person to approve a stake and returns the transaction for it.',
    params: StakeParamsStruct,
    result: TransactionResultStruct,
  },
  unstake: {
    summary: 'Asks the person to approve an exit and returns the transaction for it.',
    params: UnstakeParamsStruct,
    result: TransactionResultStruct,
  },
  claim: {
    summary: 'Asks the person to approve a claim of the exits that pay and returns the transaction for it.',
    params: ClaimParamsStruct,
    result: ClaimResultStruct,
  },
};

/** True for a name that the Snap answers to. */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

export * from './get-pools';
export * from './get-position';
export * from './transactions';
export * from './view-rewards';
