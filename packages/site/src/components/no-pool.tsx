import { networks } from '@pooled-staking/core';
import { useSession } from '@pooled-staking/react';
import { t } from '../texts/texts';
import { Panel } from './panel';
import { SwitchNetwork } from './switch-network';

/** Shown on a network without a pool: where there are pools, and the way there. */
export function NoPool() {
  const { chainId } = useSession();
  return (
    <Panel title={t('network.noPoolTitle')}>
      <p>{t('network.noPoolText', { chain: String(chainId) })}</p>
      <SwitchNetwork networks={networks} />
    </Panel>
  );
}
