import type { Protocol } from '../../../staking/protocol';
import { bySequencers } from '../backed';
import { artemisOn } from './contracts';
import { readArtemisHistory } from './history';
import { artemisInsight } from './insight';
import { toEntries } from './ledger';
import { readArtemisNews } from './news';
import { readArtemisRates, readArtemisTroubles, readArtemisView } from './pool-view';
import { readArtemisPosition, type ArtemisPosition } from './position';
import { quoteArtemisClaim, quoteArtemisStake, quoteArtemisUnstake } from './quotes';
import { rateMark } from './share-maths';
import type { ArtemisState } from './state';

/** Artemis: artMETIS, which is worth more with each harvest, and withdrawals that the pool's owners release. */
export const artemis: Protocol<ArtemisState, ArtemisPosition> & { readonly insight: typeof artemisInsight } = {
  id: 'artemis',
  name: 'Artemis',
  takes: ['leastShares'],
  claimsOneByOne: true,
  // artMETIS is burned without an approval, and nothing is sent to it.
  readTargets: async ({ network }) => Promise.resolve([artemisOn(network).withdrawalManager]),
  readPool: readArtemisView,
  readTroubles: readArtemisTroubles,
  backing: bySequencers((network) => [artemisOn(network).rewardPool]),
  readRates: readArtemisRates,
  reportMark: rateMark,
  readPosition: readArtemisPosition,
  quoteStake: quoteArtemisStake,
  quoteUnstake: quoteArtemisUnstake,
  quoteClaim: quoteArtemisClaim,
  entriesOf: ({ ledger, timestamps }) => toEntries(ledger.movements, timestamps),
  readHistory: readArtemisHistory,
  readNews: readArtemisNews,
  insight: artemisInsight,
};
