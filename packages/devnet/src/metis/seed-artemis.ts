import { seededUsers } from '../accounts';
import type { ChainClient } from '../operator/chain-client';
import type { Artemis } from './artemis';

const METIS = 10n ** 18n;
/** Another member, so that the users are not alone in it. Nobody holds its key. */
const MEMBER = '0x5eed00000000000000000000000000000000003a';
const MEMBER_STAKE = 30_000n * METIS;
const WEEK_DAYS = 7;
const REWARD = 55n * METIS;

/**
 * What happens in Artemis in eight weeks: a reward each week, a staker, a request that waits for its release and one that
 * can be completed.
 *
 * @returns what is to be done at the end of each day.
 */
export function seedArtemis(chain: ChainClient, artemis: Artemis): (day: number) => Promise<void> {
  const { staker, queued, claiming } = seededUsers;
  const events: Readonly<Record<number, () => Promise<unknown>>> = {
    1: async () => {
      await chain.setBalance(MEMBER, MEMBER_STAKE + 100n * METIS);
      await artemis.stake(MEMBER, MEMBER_STAKE);
      await artemis.stake(staker, 600n * METIS);
      await artemis.stake(queued, 350n * METIS);
      await artemis.stake(claiming, 450n * METIS);
      await artemis.putToWork();
    },
    20: () => artemis.requestWithdrawal(claiming, 150n * METIS),
    35: () => artemis.release(),
    48: () => artemis.requestWithdrawal(queued, 100n * METIS),
  };
  return async (day) => {
    await events[day]?.();
    if (day % WEEK_DAYS === 0) {
      await artemis.reward(REWARD);
    }
  };
}
