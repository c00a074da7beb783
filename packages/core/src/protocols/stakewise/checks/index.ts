import { checkBurnsOnEntry } from './burns-on-entry';
import { checkHarvestRequired } from './harvest-required';
import { checkReportLoss } from './report-loss';
import { checkStaleProof } from './stale-proof';
import { checkTooEarly } from './too-early';

/** Checks that only vaults need, the heaviest first. Each is a pure function of the facts and has its own file. */
export const checks = [
  checkBurnsOnEntry,
  checkTooEarly,
  checkHarvestRequired,
  checkStaleProof,
  checkReportLoss,
] as const;
