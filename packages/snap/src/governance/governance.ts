import { metisSpace, snapshotServers, type Governance } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';

/** Where proposals are read and votes are sent: the person's own servers where the settings name any. */
export async function governanceOf(wallet: Pick<Wallet, 'readSettings' | 'postJson'>): Promise<Governance> {
  const { governance } = await wallet.readSettings();
  const servers = { ...snapshotServers, ...governance };
  return { space: metisSpace, servers, post: wallet.postJson };
}
