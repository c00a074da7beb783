import { isSameAddress } from '@pooled-staking/core';
import { WalletError } from '../errors';
import type { Session } from '../wallet/session';

/**
 * Makes sure that the wallet is still where the person has started.
 * @throws WalletError otherAccount or otherNetwork when it has moved meanwhile.
 */
export async function checkWallet({ wallet: { provider }, account, chainId }: Session): Promise<void> {
  const [accounts, chain] = await Promise.all([
    provider.request({ method: 'eth_accounts' }),
    provider.request({ method: 'eth_chainId' }),
  ]);
  if (!Array.isArray(accounts) || !accounts.some((each) => isSameAddress(String(each), account))) {
    throw new WalletError('otherAccount');
  }
  if (Number(chain) !== chainId) {
    throw new WalletError('otherNetwork');
  }
}
