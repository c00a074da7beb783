import { allPools } from '../../networks/index';
import type { Network } from '../../networks/types';
import type { Backing } from '../../staking/protocol';
import type { Address } from '../../units';
import { readBacking } from './sequencers/backing';

/**
 * A liquid token earns by sequencers that lock on the chain which its own settles on.
 * @param accountsOn whom such sequencers belong to, or pay their rewards.
 */
export const bySequencers = (accountsOn: (network: Network) => readonly Address[]): Backing => ({
  places: ({ chainId }) =>
    allPools().filter(
      ({ network, pool }) => pool.protocol === 'metis-sequencers' && network.metisSequencers?.l2.chainId === chainId,
    ),
  readTroubles: async (context, network) => {
    const { sequencers, active } = await readBacking(context, accountsOn(network));
    return sequencers.length > 0 && active.length === 0 ? [{ kind: 'nothing-earns' }] : [];
  },
});
