import { lazily } from '../components/lazily';

// What has plots, books and files: two files more, for the pages that show them.
export const Rewards = lazily(
  async () => (await import(/* webpackChunkName: "rewards" */ '../components/rewards')).Rewards,
);
export const PoolFacts = lazily(
  async () => (await import(/* webpackChunkName: "facts" */ '../facts/pool-facts')).PoolFacts,
);
export const PoolLife = lazily(
  async () => (await import(/* webpackChunkName: "facts" */ '../facts/pool-life')).PoolLife,
);
export const FactsPage = lazily(
  async () => (await import(/* webpackChunkName: "facts" */ '../facts/pool-life')).FactsPage,
);
