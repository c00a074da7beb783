// Written by `npm run texts` from the messages; do not edit.
import type { Catalog } from '../../translator';

const texts: Catalog = {
  "sequencers.active": "Active",
  "sequencers.activeCount": "Sequencers at work",
  "sequencers.caption": "Sequencers of the pool, the most locked first",
  "sequencers.claimFrom": ["can be claimed from ",["time","21 Nov 2026, 13:05"]," on"],
  "sequencers.description": "Who makes the blocks of Metis now, and what each sequencer has locked and earned, read from the chains.",
  "sequencers.gone": "Paid out",
  "sequencers.leaving": "Leaving",
  "sequencers.locked": "Locked",
  "sequencers.lockedByAll": "Locked in the pool",
  "sequencers.nobody": "Nobody is named for the newest block.",
  "sequencers.noReader": ["To read ",["network"],", switch your wallet to it or name a node."],
  "sequencers.pageTitle": "Metis' sequencers - Pooled Staking",
  "sequencers.perBlock": "Paid for each block",
  "sequencers.poolPage": "Your part of this pool",
  "sequencers.reading": "Reading who it is",
  "sequencers.rewards": "Rewards to take",
  "sequencers.sequencer": "Sequencer",
  "sequencers.share": "Share",
  "sequencers.text": ["Sequencers lock METIS on ",["network"]," and make the blocks of ",["l2"]," in turns. Each is paid for the blocks that it makes."],
  "sequencers.unavailable": "Not in use",
  "sequencers.yours": "Yours"
};
export default texts;
