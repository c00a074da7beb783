import type { PreparedTransaction } from '@pooled-staking/api';
import { isSameAddress, type Address, type PoolOnNetwork } from '@pooled-staking/core';
import { WalletError } from '../errors';
import type { Intent } from './activity';

/** Calldata of `approve(address spender, uint256 amount)`, and nothing behind it. */
const approvePattern = /^0x095ea7b30{24}([\da-f]{40})([\da-f]{64})$/iu;

/** Calldata of `transfer` and `transferFrom`: a pool that is its own share token takes them, and nothing here proposes them. */
const movePattern = /^0x(?:a9059cbb|23b872dd)/iu;

/** A pool, with the contracts beside it that its transactions go to. */
export type Target = PoolOnNetwork & { readonly targets: readonly Address[] };

/** The tokens that a pool's transactions may need approved: its asset, what else it takes, and what stands for shares. */
const tokensOf = ({ network, pool }: PoolOnNetwork): readonly (Address | null | undefined)[] => [
  pool.asset.address,
  network.nativeToken,
  pool.shareToken?.address,
  ...(pool.alsoTakes ?? []).map(({ address }) => address),
];

/**
 * True for an amount that a transaction of the pool takes: exactly what is staked; of what is taken out, the amount that the
 * transaction behind it names, and no more than was asked for, since a little more than there is means all of it.
 */
function isAmountOf(amount: string, intent: Exclude<Intent, { kind: 'claim' }>, last: string): boolean {
  const isNamed = last.toLowerCase().includes(amount.toLowerCase());
  if (intent.amount === 'max') {
    return isNamed;
  }
  const [approved, asked] = [BigInt(`0x${amount}`), BigInt(intent.amount)];
  return approved === asked || (intent.kind === 'unstake' && isNamed && approved < asked);
}

/** True for a call that lets a contract of the pool take what is staked or taken out, and no more. */
function isApproval({ value, data }: PreparedTransaction, target: Target, intent: Intent, last: string): boolean {
  const [, spender, amount] = approvePattern.exec(data) ?? [];
  return (
    intent.kind !== 'claim' &&
    spender !== undefined &&
    amount !== undefined &&
    [target.pool.address, ...target.targets].some((address) => isSameAddress(`0x${spender}`, address)) &&
    isAmountOf(amount, intent, last) &&
    BigInt(value) === 0n
  );
}

/**
 * A transaction of the account to a contract of the pool, or to a token for what the pool's needs approved, is one that the
 * person asked this page for; no other is.
 * @param last calldata of the last of the transactions that belong together.
 * @throws WalletError unexpectedTransaction.
 */
export function checkTransaction(
  transaction: PreparedTransaction,
  account: string,
  target: Target,
  intent: Intent,
  last = '',
): void {
  const isAmong = (addresses: readonly (Address | null | undefined)[]): boolean =>
    addresses.some((address) => address && isSameAddress(transaction.to, address));
  const isApproving = approvePattern.test(transaction.data);
  const isExpected = isApproving
    ? isAmong(tokensOf(target)) && isApproval(transaction, target, intent, last)
    : isAmong([target.pool.address, ...target.targets]) && !movePattern.test(transaction.data);
  if (!isSameAddress(transaction.from, account) || !isExpected) {
    throw new WalletError('unexpectedTransaction');
  }
}
