import { DAY_SECONDS, DAYS, SEED_SECONDS } from '../seed';
import type { ChainClient } from '../operator/chain-client';
import { startPriceWalk } from '../price-walk';
import { metisUsdFeed } from './chain';

const FIRST_PRICE_CENTS = 1_423n;

/**
 * Gives a fresh chain of Metis eight weeks of history, as long as that of the pool: a price each day, and what is done then.
 *
 * @param onDays done one after the other at the end of the day of a number.
 */
export async function seedMetisHistory(
  chain: ChainClient,
  operatorAccount: string,
  onDays: readonly ((day: number) => Promise<void>)[],
): Promise<void> {
  const { timestamp: start } = await chain.latestBlock();
  const pushPrice = startPriceWalk(chain, {
    feed: metisUsdFeed,
    owner: operatorAccount,
    firstCents: FIRST_PRICE_CENTS,
    seed: 23,
  });
  await pushPrice();
  for (let day = 1; day <= DAYS; day += 1) {
    await chain.mine(start + day * DAY_SECONDS - DAY_SECONDS / 4);
    await pushPrice();
    for (const onDay of onDays) {
      await onDay(day);
    }
  }
  await chain.mine(start + SEED_SECONDS);
}
