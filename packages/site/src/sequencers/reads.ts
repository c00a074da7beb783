import {
  protocolOf,
  readSequencerPool,
  type Network,
  type PoolOnNetwork,
  type Producer,
  type SequencerPoolState,
} from '@pooled-staking/core';
import { useChosenPool, usePoolRead, useSession } from '@pooled-staking/react';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';

/** The chosen pool with all its sequencers, over what reads its network. */
export function useSequencers(): UseQueryResult<SequencerPoolState> {
  return usePoolRead({
    name: ['sequencers'],
    read: async (context) => readSequencerPool(context),
    blockOf: ({ block }) => block.number,
  }).query;
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
    queryKey: ['producer', session.wallet.id, session.chainId, chosen.pool.id],
    structuralSharing: false,
    refetchInterval: askEvery,
    queryFn:
      producing && l2
        ? async () => producing.read(async (args) => session.wallet.provider.request(args), l2, chosen.network, state)
        : skipToken,
  });
}
