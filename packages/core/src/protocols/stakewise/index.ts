import type { Protocol } from '../../staking/protocol';
import { stakewiseInsight } from './insight/index';
import { aprDays } from '../../staking/rate';
import { readClaimDelay } from './exit-queue/claim-delay';
import { freeAssets } from './exit-queue/exit-estimate';
import { readAccountView, type AccountView } from './ledger/account';
import { readKnownAprWindows } from './ledger/apr-windows';
import { entriesOf } from './ledger/ledger';
import { readRewardHistory } from './ledger/reward-history';
import { readVaultNews } from './news/read-news';
import { readClaimQuote } from './quotes/claim';
import { readStakeQuote } from './quotes/stake';
import { readUnstakeQuote } from './quotes/unstake';
import { queuedAssets, readVaultState, type VaultState } from './vault/state';

/** StakeWise V3: vaults whose rewards a Keeper reports, with an exit queue. */
export const stakewise: Protocol<VaultState, AccountView> & { readonly insight: typeof stakewiseInsight } = {
  id: 'stakewise',
  name: 'StakeWise V3',
  hasReports: true,
  readPool: async (context, minBlock) => {
    const state = await readVaultState(context, minBlock);
    const [apr, claimDelay] = await Promise.all([
      readKnownAprWindows(context, state, aprDays),
      readClaimDelay(context, state.block, state.implementation),
    ]);
    return {
      state,
      apr,
      exitTerms: { claimDelay, way: 'queue', queuedAssets: queuedAssets(state), freeAssets: freeAssets(state) },
      escrows: [state.mevEscrow],
    };
  },
  readRates: readKnownAprWindows,
  // What the Keeper counts of the pool's harvests: it changes with each of them, and with each that a reorg replaces.
  reportMark: ({ harvest: { harvested } }) => (harvested ? `${harvested.nonce}:${harvested.assets}` : ''),
  readPosition: readAccountView,
  quoteStake: readStakeQuote,
  quoteUnstake: readUnstakeQuote,
  quoteClaim: async (context, account, ids) =>
    readClaimQuote(context, account, await readAccountView(context, account), ids),
  entriesOf: ({ ledger, timestamps }) => entriesOf(ledger, timestamps),
  readHistory: readRewardHistory,
  readNews: readVaultNews,
  insight: stakewiseInsight,
};
