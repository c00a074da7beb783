import { protocolOf, type Network } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { addressOfPool } from '../pools/pool-address';
import { t } from '../texts/texts';
import { Panel, PanelChoices } from './panel';

type PoolListProps = {
  readonly network: Network;
  /** The hash of the address that leads here: it goes along. */
  readonly hash: string;
};

/** The pools of a network to choose from. */
export function PoolList({ network, hash }: PoolListProps) {
  return (
    <Panel title={t('network.choosePoolTitle')}>
      <p>{t('network.choosePoolText', { count: network.pools.length, network: network.name })}</p>
      <PanelChoices>
        {network.pools.map((pool) => (
          <li key={pool.id}>
            <Link className="button button-quiet" to={addressOfPool(pool.id, hash)}>
              {pool.name}
            </Link>{' '}
            <span className="muted">
              {[
                protocolOf(pool).name,
                pool.asset.symbol,
                ...(pool.onlyAdmitted ? [t('network.onlyAdmitted')] : []),
              ].join(', ')}
            </span>
          </li>
        ))}
      </PanelChoices>
    </Panel>
  );
}
