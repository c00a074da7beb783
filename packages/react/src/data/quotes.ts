import {
  parseChangeOptions,
  protocolOf,
  type Address,
  type ChangeOptions,
  type PoolContext,
  type Protocol,
  type StakeQuote,
  type Subject,
  type UnstakeQuote,
  type Wei,
} from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import { useFollowQuote } from './follow-chain';
import { accountKey } from './keys';
import { publicFiles } from './public-files';
import { readOverWallet } from './wallet-reads';
import { useStore } from './browser-store';
import { useAnswers } from './query-client';
import { useOptions } from '../options';

type Question<Amount, Quote> = {
  readonly kind: 'stake' | 'unstake';
  readonly ask: (
    protocol: Protocol,
    context: PoolContext,
    account: Address,
    amount: Amount,
    options: ChangeOptions,
  ) => Promise<Quote>;
};

function useQuote<Amount extends Wei | 'max', Quote extends StakeQuote | UnstakeQuote>(
  { kind, ask }: Question<Amount, Quote>,
  amount: Amount | null,
  of: Subject['of'],
): UseQueryResult<Quote> {
  const session = useSession();
  const queryClient = useAnswers();
  const store = useStore();
  const { gateways } = useOptions();
  const chosen = useChosenPool();
  const query = useQuery(
    {
      queryKey: [...accountKey(session), 'quote', kind, chosen.pool.id, String(amount), of],
      structuralSharing: false,
      gcTime: 60_000,
      queryFn:
        amount === null
          ? skipToken
          : async ({ signal }): Promise<Quote> =>
              readOverWallet(session, chosen, store, signal, async (context) => {
                const protocol = protocolOf(chosen.pool);
                const options = parseChangeOptions(chosen.pool, protocol, of);
                const withFiles = { ...context, ...publicFiles(chosen.network, gateways) };
                return ask(protocol, withFiles, session.account as Address, amount, options);
              }),
    },
    queryClient,
  );
  useFollowQuote(query, query.data?.state.block.number);
  return query;
}

const stake: Question<Wei, StakeQuote> = {
  kind: 'stake',
  ask: async (protocol, ...given) => protocol.quoteStake(...given),
};

const unstake: Question<Wei | 'max', UnstakeQuote> = {
  kind: 'unstake',
  ask: async (protocol, ...given) => protocol.quoteUnstake(...given),
};

/** What a stake would do and cost now, worked out by the page; nothing is asked without an amount. In wei. */
export function useStakeQuote(amount: Wei | null, of: Subject['of']): UseQueryResult<StakeQuote> {
  return useQuote(stake, amount, of);
}

/** What an exit would do and cost now, as {@link useStakeQuote}; `max` stands for all. */
export function useUnstakeQuote(amount: Wei | 'max' | null, of: Subject['of']): UseQueryResult<UnstakeQuote> {
  return useQuote(unstake, amount, of);
}
