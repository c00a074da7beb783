import type { ExitWay } from '@pooled-staking/core';
import type { SnapKey } from '@pooled-staking/texts/snap';

/** What is said of how an exit comes back, line by line. */
export const wayTexts: Readonly<Record<ExitWay, readonly SnapKey<{ wait: string }>[]>> = {
  'at-once': ['paysAtOnce'],
  'served-at-once': ['waitServed', 'waitLatest'],
  'next-report': ['waitReport', 'waitQueue', 'keepsEarning'],
  validators: ['waitValidators', 'waitQueue', 'keepsEarning'],
};
