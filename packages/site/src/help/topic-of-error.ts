import type { ErrorCode } from '@pooled-staking/api';
import { stakingCodeOf } from '@pooled-staking/react';
import type { HelpTopic } from './topics';

const topics: Partial<Record<ErrorCode, HelpTopic>> = {
  CHAIN_INCONSISTENT: 'trouble',
  CHAIN_UNAVAILABLE: 'trouble',
  CLAIM_TOO_EARLY: 'claims',
  HISTORY_INCOMPLETE: 'trouble',
  INSUFFICIENT_BALANCE: 'fees',
  NOTHING_TO_CLAIM: 'claims',
};

/** What the help says more about; `null` for errors whose own words say it all. */
export function topicOfError(error: unknown): HelpTopic | null {
  const code = stakingCodeOf(error);
  return (code && topics[code]) ?? null;
}
