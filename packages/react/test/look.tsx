import { toDecimal } from '@pooled-staking/core';
import { PooledStakingProvider, useHead, usePool, usePosition, useRewards } from '@pooled-staking/react';
import { createRoot } from 'react-dom/client';

const query = new URLSearchParams(location.search);
const about = { pool: query.get('pool') ?? '', account: query.get('account') ?? '' };

/** A page without a wallet: hooks that are told pool and account, and read at the node of the options. */
function Look() {
  const { data: pool } = usePool({ pool: about.pool });
  const { data: position } = usePosition(about);
  const { query: rewards, ledger } = useRewards(about);
  const head = useHead();
  return (
    <dl>
      <dd data-testid="pool">{pool?.name}</dd>
      <dd data-testid="staked">{position?.assets}</dd>
      <dd data-testid="lifetime">{position?.lifetimeRewards}</dd>
      <dd data-testid="rewards">{rewards.data && toDecimal(rewards.data.rewards, 0)}</dd>
      <dd data-testid="movements">{ledger.query.data?.entries.length}</dd>
      <dd data-testid="head">{head.fetchStatus}</dd>
    </dl>
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <PooledStakingProvider nodes={{ 31337: '/node' }} storage="look">
    <Look />
  </PooledStakingProvider>,
);
