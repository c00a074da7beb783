import { networks } from '@pooled-staking/core';
import { useSession } from '../wallet/session';
import { Panel } from './panel';
import { SwitchNetwork } from './switch-network';

/** Shown on a network without a pool: where there are pools, and the way there. */
export function NoPool() {
  const { chainId } = useSession();
  return (
    <Panel title="No pool on this network">
      <p>
        Your wallet is on chain {chainId}, where there is no staking pool. Switch it to one of these networks; the
        wallet asks you first.
      </p>
      <SwitchNetwork networks={networks} />
    </Panel>
  );
}
