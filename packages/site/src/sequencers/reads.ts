import {
  protocolOf,
  readSequencerPool,
  type Network,
  type PoolOnNetwork,
  type Producer,
  type SequencerPoolState,
} from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useFollowSlowly } from '../data/follow-chain';
import { chainKey } from '../data/keys';
import { readOverWallet, untilAborted } from '../data/wallet-reads';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';

/** The chosen pool with all its sequencers, over what reads its network. */
export function useSequencers(): UseQueryResult<SequencerPoolState> {
  const session = useSession();
  const chosen = useChosenPool();
  const query = useQuery({
    queryKey: [...chainKey(session), 'sequencers', chosen.pool.id],
    structuralSharing: false,
    queryFn: async ({ signal }) =>
      readOverWallet(session, chosen, signal, async (context) => readSequencerPool(context)),
  });
  useFollowSlowly(query, query.data?.block.number);
  return query;
}

/** The chain whose blocks a pool's sequencers make; `null` where that is not known. */
export function producedBy({ network, pool }: PoolOnNetwork): Network | null {
  return protocolOf(pool).producing?.place(network) ?? null;
}

/** How often it is asked who makes blocks, in milliseconds: turns are an hour or so. */
const askEvery = 60_000;

/**
 * Who makes the blocks of the other chain now, read there over the session's provider; `null` where nobody is named.
 * @param state of the pool on its own chain.
 */
export function useProducer(state: SequencerPoolState): UseQueryResult<Producer | null> {
  const session = useSession();
  const chosen = useChosenPool();
  const { producing } = protocolOf(chosen.pool);
  const l2 = producedBy(chosen);
  return useQuery({
    queryKey: [...chainKey(session), 'producer', chosen.pool.id],
    structuralSharing: false,
    refetchInterval: askEvery,
    queryFn:
      producing && l2
        ? async ({ signal }) =>
            producing.read(
              untilAborted(async (args) => session.wallet.provider.request(args), signal),
              l2,
              chosen.network,
              state,
            )
        : skipToken,
  });
}
