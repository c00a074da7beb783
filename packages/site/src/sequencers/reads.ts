import {
  protocolOf,
  readSequencerPool,
  type Network,
  type PoolOnNetwork,
  type Producer,
  type SequencerPoolState,
} from '@pooled-staking/core';
import {
  chainKey,
  readOverWallet,
  untilAborted,
  useChosenPool,
  useFollowSlowly,
  useSession,
  useStore,
} from '@pooled-staking/react';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';

/** The chosen pool with all its sequencers, over what reads its network. */
export function useSequencers(): UseQueryResult<SequencerPoolState> {
  const session = useSession();
  const chosen = useChosenPool();
  const store = useStore();
  const query = useQuery({
    queryKey: [...chainKey(session), 'sequencers', chosen.pool.id],
    structuralSharing: false,
    queryFn: async ({ signal }) =>
      readOverWallet(session, chosen, store, signal, async (context) => readSequencerPool(context)),
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
