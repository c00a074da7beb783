import { createStakingClient, type StakingClient } from '@pooled-staking/api';
import { snapId } from '../config';
import type { Session } from '../wallet/session';

/** The Snap's methods, called through the session's wallet. */
export function snapClient({ wallet }: Session): StakingClient {
  return createStakingClient(async (args) => wallet.provider.request(args), snapId);
}
