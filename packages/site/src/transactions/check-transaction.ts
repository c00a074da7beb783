import type { PreparedTransaction } from '@pooled-staking/api';
import { isSameAddress, type Address, type Pool } from '@pooled-staking/core';
import { SiteError } from '../errors/describe-error';
import type { Intent } from './activity';

/** Calldata of `approve(address spender, uint256 amount)`, and nothing behind it. */
const approvePattern = /^0x095ea7b30{24}([\da-f]{40})([\da-f]{64})$/iu;

/** True for a call that lets the pool take exactly what is staked, and no more. */
function isApproval({ value, data }: PreparedTransaction, pool: Pool, intent: Intent): boolean {
  const [, spender, amount] = approvePattern.exec(data) ?? [];
  return (
    intent.kind === 'stake' &&
    spender !== undefined &&
    isSameAddress(`0x${spender}`, pool.address) &&
    BigInt(`0x${amount}`) === BigInt(intent.amount) &&
    BigInt(value) === 0n
  );
}

/**
 * A transaction of the account to the pool, or to the pool's asset for what a stake needs approved, is one that the person
 * asked this page for; no other is.
 * @throws SiteError unexpectedTransaction.
 */
export function checkTransaction(transaction: PreparedTransaction, account: string, pool: Pool, intent: Intent): void {
  const isTo = (address: Address | null): boolean => address !== null && isSameAddress(transaction.to, address);
  const isExpected = isTo(pool.address) || (isTo(pool.asset.address) && isApproval(transaction, pool, intent));
  if (!isSameAddress(transaction.from, account) || !isExpected) {
    throw new SiteError('unexpectedTransaction');
  }
}
