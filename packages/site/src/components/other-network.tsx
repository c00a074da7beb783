import type { PoolOnNetwork } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { networkOnChain } from '../pools/networks';
import { useSession } from '../wallet/session';
import { Panel, PanelAction } from './panel';
import { SwitchNetwork } from './switch-network';

/** Shown where the address names a pool on another network than the wallet's. */
export function OtherNetwork({ network, pool }: PoolOnNetwork) {
  const { chainId } = useSession();
  const present = networkOnChain(chainId)?.name ?? `chain ${chainId}`;
  return (
    <Panel title={`This pool is on ${network.name}`}>
      <p>
        {pool.name} is on {network.name}, and your wallet is on {present}. Switch it to see this pool; the wallet asks
        you first.
      </p>
      <SwitchNetwork networks={[network]} />
      <PanelAction>
        <Link to="/">Stay on {present}</Link>
      </PanelAction>
    </Panel>
  );
}
