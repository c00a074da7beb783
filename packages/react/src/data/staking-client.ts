import { createStakingClient, type StakingClient } from '@pooled-staking/api';
import type { StakingOptions } from '../options';
import type { Session } from '../wallet/session';
import { createOwnClient, isClosedToPages, type OwnClient } from './own-client';
import type { SnapStatus } from './snap-status';

/**
 * The methods of staking: the Snap's, called through the session's wallet, or the page's own where there is no Snap.
 * @param onClosed told where the Snap answers no page.
 */
export function stakingClient(
  session: Session,
  { status }: SnapStatus,
  options: StakingOptions,
  onClosed: () => void = () => undefined,
): OwnClient {
  const here = createOwnClient(session, options);
  if (status !== 'installed') {
    return here;
  }
  const snap: StakingClient = createStakingClient(
    async (args) => session.wallet.provider.request(args),
    options.snapId,
  );
  /** What the Snap answers, or what the page finds itself where the Snap answers no page. */
  const orHere = async <Result>(answer: Promise<Result>, find: () => Promise<Result>): Promise<Result> =>
    answer.catch(async (error: unknown) => {
      if (isClosedToPages(error)) {
        onClosed();
        return find();
      }
      throw error;
    });
  return {
    getPools: async (params) => orHere(snap.getPools(params), async () => here.getPools(params)),
    getPosition: async (params) => orHere(snap.getPosition(params), async () => here.getPosition(params)),
    stake: async (params) => orHere(snap.stake(params), async () => here.stake(params)),
    unstake: async (params) => orHere(snap.unstake(params), async () => here.unstake(params)),
    claim: async (params) => orHere(snap.claim(params), async () => here.claim(params)),
  };
}
