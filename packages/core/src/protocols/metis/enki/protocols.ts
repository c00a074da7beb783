import type { PoolContext } from '../../../networks/context';
import { readViewBlock } from '../../../chain/block';
import type { Protocol } from '../../../staking/protocol';
import { aprDays } from '../../../staking/rate';
import { bySequencers } from '../backed';
import { findContracts, readKeptContracts } from './contracts';
import { readEMetisPosition } from './emetis-position';
import { readHistory } from './history';
import { eMetisInsight, seMetisInsight } from './insight';
import { toEntries } from './movements';
import { readNews } from './news';
import type { EnkiPosition } from './position';
import { exitTerms, quoteClaim, quoteStake, quoteUnstake } from './quotes';
import { readRates } from './rates';
import { readSeMetisPosition } from './semetis-position';
import { readEnki, type EnkiState } from './state';
import { readTroubles } from './troubles';

type EnkiProtocol = Protocol<EnkiState, EnkiPosition>;

const shared: Omit<EnkiProtocol, 'id' | 'name' | 'readPosition' | 'reportMark' | 'claimsOneByOne'> = {
  readTargets: async (context: PoolContext) => {
    const contracts =
      (await readKeptContracts(context)) ?? (await findContracts(context, readViewBlock(context.request)));
    // Tokens are approved, and called for nothing else.
    const { minter, redemptionQueue, vesting } = contracts;
    return [minter, redemptionQueue, vesting];
  },
  readPool: async (context, minBlock) => {
    const { state } = await readEnki(context, readViewBlock(context.request, minBlock));
    const [apr, troubles] = await Promise.all([readRates(context, state, aprDays), readTroubles(context, state)]);
    const { queueLiabilities: queuedAssets, queueBalance: freeAssets } = state;
    return { state, apr, exitTerms: { ...exitTerms(context, state), queuedAssets, freeAssets }, escrows: [], troubles };
  },
  readTroubles,
  backing: bySequencers(({ enki }) => (enki ? [enki.minter] : [])),
  readRates,
  quoteStake,
  quoteUnstake,
  quoteClaim,
  entriesOf: ({ movements, times }) => toEntries(movements, times),
  readHistory,
  readNews,
};

/** eMETIS: one for each METIS, and back through the redemption queue. It earns nothing. */
export const eMetisProtocol: EnkiProtocol & { readonly insight: typeof eMetisInsight } = {
  ...shared,
  id: 'enki-emetis',
  name: 'ENKI',
  claimsOneByOne: true,
  readPosition: readEMetisPosition,
  reportMark: () => '',
  insight: eMetisInsight,
};

/** seMETIS: a vault over eMETIS, whose price rises with each reward. */
export const seMetisProtocol: EnkiProtocol & { readonly insight: typeof seMetisInsight } = {
  ...shared,
  id: 'enki-semetis',
  name: 'ENKI',
  readPosition: readSeMetisPosition,
  // What the vault took in altogether: a reward changes it, and so does anybody's stake, which costs a reading and no more.
  reportMark: ({ vault }) => `${vault.totalAssets}:${vault.totalShares}`,
  insight: seMetisInsight,
};
