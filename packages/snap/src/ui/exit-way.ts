import type { WayBack } from '@pooled-staking/core';
import type { SnapKey } from '@pooled-staking/texts/snap';

/** What is said of how a stake or an exit comes back, line by line. */
export const wayTexts: Readonly<Record<WayBack, readonly SnapKey<{ wait: string }>[]>> = {
  queue: ['backQueue', 'waitQueue'],
  'at-once': ['paysAtOnce'],
  'served-at-once': ['waitServed', 'waitLatest'],
  'next-report': ['waitReport', 'waitQueue', 'keepsEarning'],
  maturity: ['waitMaturity'],
  release: ['waitRelease'],
  vesting: ['waitVesting'],
  validators: ['waitValidators', 'waitQueue', 'keepsEarning'],
};
