import { protocolOf } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import type { ReactNode } from 'react';
import './pool-title.css';

/** Which pool it is: its name as the title of the page, with what it takes, on which network, and whose it is. */
export function PoolTitle({ children }: { readonly children?: ReactNode }) {
  const { pool, network } = useChosenPool();
  return (
    <div className="pool-title">
      <h1>
        {pool.name}
        {children}
      </h1>
      <p className="pool-kind">{[protocolOf(pool).name, pool.asset.symbol, network.name].join(' · ')}</p>
    </div>
  );
}
