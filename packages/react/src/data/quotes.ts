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
import { useOptions } from '../options';
import { usePlace, type About } from '../pool/about';
import { useStore } from './browser-store';
import { useFollow } from './follow-chain';
import { accountKey } from './keys';
import { publicFiles } from './public-files';
import { useAnswers } from './query-client';
import { readOverWallet } from './wallet-reads';

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

/** What is staked or taken out, where a pool has parts or takes more than its asset. */
type QuoteOptions = About & { readonly of?: Subject['of'] };

const nothingMore: Subject['of'] = {};

function useQuote<Amount extends Wei | 'max', Quote extends StakeQuote | UnstakeQuote>(
  { kind, ask }: Question<Amount, Quote>,
  amount: Amount | null,
  { of = nothingMore, ...about }: QuoteOptions = {},
): UseQueryResult<Quote> {
  const { chosen, session } = usePlace(about);
  const queryClient = useAnswers();
  const store = useStore();
  const { gateways } = useOptions();
  const query = useQuery(
    {
      queryKey: [...accountKey(session), 'quote', kind, chosen.pool.id, String(amount), of],
      structuralSharing: false,
      gcTime: 60_000,
      queryFn:
        amount === null || session === null
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
  useFollow(session, query, query.data?.state.block.number, 'few-blocks');
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

/**
 * What a stake would do and cost now, worked out by the page and kept in step with the chain; nothing is asked without an amount.
 * In wei.
 * @throws as {@link useChosenPool}. Errors are in the query: those of core's `quoteStake`, by their codes.
 */
export function useStakeQuote(amount: Wei | null, options?: QuoteOptions): UseQueryResult<StakeQuote> {
  return useQuote(stake, amount, options);
}

/** What an exit would do and cost now, as {@link useStakeQuote}; `max` stands for all. */
export function useUnstakeQuote(amount: Wei | 'max' | null, options?: QuoteOptions): UseQueryResult<UnstakeQuote> {
  return useQuote(unstake, amount, options);
}
