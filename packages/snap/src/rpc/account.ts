import { InvalidFieldError } from '@pooled-staking/api';
import { getAddress, type Address } from '@pooled-staking/core';

/**
 * An account with its checksum. Mixed letter case is a checksum (EIP-55) and must be right; one case alone is none.
 * @throws InvalidFieldError for the field `account`.
 */
export function parseAccount(account: string): Address {
  try {
    return getAddress(account);
  } catch {
    throw new InvalidFieldError('account', 'has a wrong checksum; compare it with the account in the wallet');
  }
}
