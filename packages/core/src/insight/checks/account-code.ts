import type { Facts } from '../facts';
import type { Address } from '../../units';

export type AccountCode = {
  readonly id: 'account-code';
  readonly severity: 'warning';
  readonly code: readonly Address[];
};

/** An authorization (EIP-7702) goes along: from then on the code of a contract acts for an account, with all that it holds. */
export function checkAccountCode({ transaction }: Pick<Facts, 'transaction'>): AccountCode | null {
  const { accountCode = [] } = transaction;
  return accountCode.length > 0 ? { id: 'account-code', severity: 'warning', code: accountCode } : null;
}
