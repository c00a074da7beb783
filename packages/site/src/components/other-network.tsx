import type { PoolOnNetwork } from '@pooled-staking/core';
import { useSession } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { networkOnChain } from '../pools/networks';
import { t } from '../texts/texts';
import { Panel, PanelAction } from './panel';
import { SwitchNetwork } from './switch-network';

/** Shown where the address names a pool on another network than the wallet's. */
export function OtherNetwork({ network, pool }: PoolOnNetwork) {
  const { chainId } = useSession();
  const present = networkOnChain(chainId)?.name ?? t('frame.chainName', { chain: String(chainId) });
  return (
    <Panel title={t('network.otherNetworkTitle', { network: network.name })}>
      <p>{t('network.otherNetworkText', { pool: pool.name, network: network.name, present })}</p>
      <SwitchNetwork networks={[network]} />
      <PanelAction>
        <Link to="/">{t('network.stayOn', { network: present })}</Link>
      </PanelAction>
    </Panel>
  );
}
