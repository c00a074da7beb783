import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** An authorization (EIP-7702) goes along: from then on the code of a contract acts for an account, with all that it holds. */
export function checkAccountCode({ transaction }: Pick<Facts, 'transaction'>): Finding | null {
  const { accountCode = [] } = transaction;
  return accountCode.length > 0 ? { id: 'account-code', severity: 'warning', code: accountCode } : null;
}
