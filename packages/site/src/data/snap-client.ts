import { createStakingClient, type StakingClient } from '@pooled-staking/api';
import { snapId } from '../config';
import type { Session } from '../wallet/session';
import { createClientWithoutPages, isClosedToPages } from './without-pages';

/** What the Snap answers, or what the page finds itself where the Snap answers no page. */
async function orHere<Result>(answer: Promise<Result>, find: () => Promise<Result>): Promise<Result> {
  return answer.catch(async (error: unknown) => {
    if (isClosedToPages(error)) {
      return find();
    }
    throw error;
  });
}

/** The Snap's methods, called through the session's wallet. */
export function snapClient(session: Session): StakingClient {
  const snap = createStakingClient(async (args) => session.wallet.provider.request(args), snapId);
  const here = createClientWithoutPages(session);
  return {
    ...snap,
    getPools: async (params) => orHere(snap.getPools(params), async () => here.getPools(params)),
    getPosition: async (params) => orHere(snap.getPosition(params), async () => here.getPosition(params)),
    stake: async (params) => orHere(snap.stake(params), async () => here.stake(params)),
    unstake: async (params) => orHere(snap.unstake(params), async () => here.unstake(params)),
    claim: async (params) => orHere(snap.claim(params), async () => here.claim(params)),
  };
}
