import type { Network } from '@pooled-staking/core';
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
        {network.pools.map(({ id, name, protocol }) => (
          <li key={id}>
            <Link className="button button-quiet" to={addressOfPool(id, hash)}>
              {name}
            </Link>{' '}
            <span className="muted">{protocol}</span>
          </li>
        ))}
      </PanelChoices>
    </Panel>
  );
}
