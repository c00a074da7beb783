import type { Protocol } from '../../../staking/protocol';
import { sequencerInsight } from './insight';
import { readSequencerNews } from './news';
import { readSequencerRates, readSequencerTroubles, readSequencerView } from './pool-view';
import { entriesOfPosition, readSequencerHistory, readSequencerPosition, type SequencerPosition } from './position';
import { producing } from './producers';
import { quoteLeave, quoteRelock, quoteSequencerClaim } from './quotes';
import { contractsOf, type SequencerPoolState } from './state';

/**
 * Metis' sequencer pool on the chain that it settles on. A position is all sequencers that an account owns; each change
 * names one. New sequencers need a place on the pool's list and a node, so that locking is refused with that word.
 */
export const metisSequencers: Protocol<SequencerPoolState, SequencerPosition> & {
  readonly insight: typeof sequencerInsight;
} = {
  id: 'metis-sequencers',
  name: 'Metis sequencer pool',
  takes: ['item', 'withRewards'],
  claimsOneByOne: true,
  // It takes approved METIS; calls go to the pool alone.
  readTargets: async (context) => Promise.resolve([contractsOf(context).lockingInfo]),
  readPool: readSequencerView,
  readTroubles: readSequencerTroubles,
  producing,
  readRates: readSequencerRates,
  reportMark: ({ batch }) => String(batch.id),
  readPosition: readSequencerPosition,
  quoteStake: quoteRelock,
  quoteUnstake: quoteLeave,
  quoteClaim: quoteSequencerClaim,
  entriesOf: entriesOfPosition,
  readHistory: readSequencerHistory,
  readNews: readSequencerNews,
  insight: sequencerInsight,
};
