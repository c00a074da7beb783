import { accounts, seededUsers } from '../accounts';
import type { ChainClient } from '../operator/chain-client';
import type { EnkiPeople } from './enki-people';

const METIS = 10n ** 18n;
/** Another member, so that the users are not alone in it. Nobody holds its key. */
const MEMBER = '0x5eed00000000000000000000000000000000002d';
const MEMBER_STAKE = 20_000n * METIS;
const DAYS_BETWEEN_DISPATCHES = 10;
const REWARD = 60n * METIS;

/**
 * What happens in ENKI in eight weeks: rewards every ten days, a staker in the vault, a ticket that waits and one that can
 * be redeemed, and a withdrawal that vests.
 *
 * @returns what is to be done at the end of each day.
 */
export function seedEnki(chain: ChainClient, enki: EnkiPeople): (day: number) => Promise<void> {
  const { staker, queued, claiming, exiting } = seededUsers;
  const events: Readonly<Record<number, () => Promise<unknown>>> = {
    1: async () => {
      await chain.setBalance(MEMBER, MEMBER_STAKE + 100n * METIS);
      await enki.mint(MEMBER, MEMBER_STAKE, true);
      await enki.mint(staker, 500n * METIS, true);
      await enki.mint(queued, 300n * METIS, false);
      await enki.mint(claiming, 400n * METIS, false);
      await enki.mint(exiting, 250n * METIS, true);
      // So that a new account can try what staked ENKI does.
      await enki.giveEnki(accounts[0], 1_000n * METIS);
    },
    30: () => enki.enterQueue(claiming, 150n * METIS),
    45: async () => {
      await enki.redeem(exiting, 100n * METIS);
      await enki.stakeEnki(exiting, 500n * METIS);
    },
    50: () => enki.enterQueue(queued, 120n * METIS),
    // For the ticket that is mature by now.
    52: () => enki.fund(150n * METIS),
  };
  return async (day) => {
    await events[day]?.();
    if (day % DAYS_BETWEEN_DISPATCHES === 0) {
      await enki.dispatch(REWARD);
    }
  };
}
