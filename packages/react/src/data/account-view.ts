import { protocolOf, type Address, type Entry, type Position } from '@pooled-staking/core';
import { useOptions } from '../options';
import { usePlace, type About } from '../pool/about';
import { freshFrom } from './fresh-from';
import { findInBooks } from './pool-books';
import { useAnswers } from './query-client';
import { useAccountRead, type LongRead } from './pool-read';

/** An account's position with every movement of its stake, in the order of the chain. Amounts in wei. */
export type AccountView = Position & { readonly entries: readonly Entry[] };

/**
 * An account's stake and its whole ledger, read by the page itself: the first time from the pool's first block on, later only
 * what is new. Leaving the account, the pool or the network cancels it. What a node lacks is told in `gap`, and no sum is given
 * that it would falsify.
 * @throws as {@link useChosenPool}. Errors are in the query: StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export function useAccountView(about?: About): LongRead<AccountView> {
  const place = usePlace(about);
  const { chosen, session } = place;
  const queryClient = useAnswers();
  const options = useOptions();
  return useAccountRead(place, {
    name: ['view'],
    blockOf: ({ state }) => state.block.number,
    read:
      session === null
        ? undefined
        : async (context, { signal, onProgress }) => {
            await findInBooks(queryClient, options, chosen, session);
            const protocol = protocolOf(chosen.pool);
            const position = await protocol.readPosition(context, session.account as Address, {
              minBlock: freshFrom(session.chainId, session.account),
              withEntryTimes: true,
              signal,
              onProgress,
            });
            return { ...position, entries: protocol.entriesOf(position) };
          },
  });
}
