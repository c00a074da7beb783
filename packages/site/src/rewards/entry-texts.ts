import type { EntryType } from '@pooled-staking/core';
import type { SiteKey } from '../texts/texts';

/** What movements of a stake are called. */
export const entryTexts = {
  stake: 'rewards.entryStake',
  'stake-for-another': 'rewards.entryStakeForAnother',
  'exit-requested': 'rewards.entryExitRequested',
  claimed: 'rewards.entryClaimed',
  redeemed: 'rewards.entryRedeemed',
  'fee-shares': 'rewards.entryFeeShares',
  'exit-cancelled': 'rewards.entryExitCancelled',
  received: 'rewards.entryReceived',
  sent: 'rewards.entrySent',
  'rewards-paid': 'rewards.entryRewardsPaid',
  compounded: 'rewards.entryCompounded',
} as const satisfies Record<EntryType, SiteKey>;
