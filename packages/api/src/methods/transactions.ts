import { array, literal, object, optional, define, refine, type Infer } from 'superstruct';
import {
  AddressStruct,
  ChainIdStruct,
  either,
  ExitIdStruct,
  HexStruct,
  PoolIdStruct,
  TimeStruct,
  WeiStruct,
} from '../structs';

export const StakeParamsStruct = object({ account: AddressStruct, pool: PoolIdStruct, amount: WeiStruct });
export type StakeParams = Infer<typeof StakeParamsStruct>;

const UnstakeAmountStruct = define<string>('UnstakeAmount', (value, context) => {
  if (value === 'max') {
    return true;
  }
  const [failure] = [...WeiStruct.validator(value, context)];
  return failure ? `${failure.message}, or "max" for all of it` : true;
});

export const UnstakeParamsStruct = object({ account: AddressStruct, pool: PoolIdStruct, amount: UnstakeAmountStruct });
export type UnstakeParams = Infer<typeof UnstakeParamsStruct>;

/** `exits` absent: every exit that pays. */
export const ClaimParamsStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  exits: optional(
    refine(array(ExitIdStruct), 'ExitIds', (ids) =>
      ids.length >= 1 && ids.length <= 100
        ? true
        : 'must be a list of 1 to 100 exit ids; leave it out to claim every exit that pays',
    ),
  ),
});
export type ClaimParams = Infer<typeof ClaimParamsStruct>;

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
