import { array, enums, literal, object, string, type Infer } from 'superstruct';
import { HexStruct } from '../result-structs';
import { AddressStruct, ChainIdStruct, either, ExitIdStruct, TimeStruct, WeiStruct } from '../structs';

/** A transaction ready for `eth_sendTransaction`: quantities are hex, as that method wants them. */
export const PreparedTransactionStruct = object({
  from: AddressStruct,
  to: AddressStruct,
  value: HexStruct,
  data: HexStruct,
  gas: HexStruct,
});
export type PreparedTransaction = Infer<typeof PreparedTransactionStruct>;

/** The Snap proposed the transaction itself and the person approved it. */
export const SubmittedStruct = object({ status: literal('submitted'), hash: HexStruct });
export type Submitted = Infer<typeof SubmittedStruct>;

/** The person approved; the dapp sends the transactions, in order, before `validUntil`. */
export const PreparedStruct = object({
  status: literal('prepared'),
  chainId: ChainIdStruct,
  transactions: array(PreparedTransactionStruct),
  validUntil: TimeStruct,
});
export type Prepared = Infer<typeof PreparedStruct>;

export const TransactionResultStruct = either(PreparedStruct, SubmittedStruct);
export type TransactionResult = Infer<typeof TransactionResultStruct>;

/** What a prepared claim pays, and what it leaves out of the exits that were asked for. */
export const ClaimedExitsStruct = object({
  claimed: array(object({ id: ExitIdStruct, assets: WeiStruct })),
  leftOut: array(
    object({
      id: ExitIdStruct,
      reason: enums(['unknown', 'other-receiver', 'too-early', 'refused', 'dust', 'queued', 'one-at-a-time']),
      /** The same in words. */
      message: string(),
    }),
  ),
});
export type ClaimedExits = Infer<typeof ClaimedExitsStruct>;

/** A prepared claim with its exits. */
export const PreparedClaimStruct = object({ ...PreparedStruct.schema, exits: ClaimedExitsStruct });
export type PreparedClaim = Infer<typeof PreparedClaimStruct>;

export const ClaimResultStruct = either(PreparedClaimStruct, SubmittedStruct);
export type ClaimResult = Infer<typeof ClaimResultStruct>;
