import type { PoolPage } from '../pools/pool-address';
import type { SiteKey } from '../texts/texts';

/** What the pages about a pool are called, and what is on them. */
export const pageTexts = {
  overview: { name: 'pool.overview', description: 'pool.overviewDescription' },
  stake: { name: 'form.stake', description: 'pool.stakeDescription' },
  unstake: { name: 'form.unstake', description: 'pool.unstakeDescription' },
  rewards: { name: 'rewards.rewards', description: 'pool.rewardsDescription' },
  facts: { name: 'dashboard.thePool', description: 'pool.factsDescription' },
} as const satisfies Record<PoolPage, { readonly name: SiteKey; readonly description: SiteKey }>;
