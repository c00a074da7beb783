import type { PoolLife } from '../../staking/pool-life';
import { readPoolChanges } from './pool-history/changes';
import { readExitTimes } from './pool-history/exit-times';
import { readPoolPenalties } from './pool-history/penalties';
import { readVaultRates } from './pool-history/rates';
import { readValidators } from './validators/read-validators';
import { readVaultState, type VaultState } from './vault/state';

/** What a vault's chain tells of its life: all there is. */
export const stakewiseLife: PoolLife<VaultState> = {
  readState: readVaultState,
  readRates: readVaultRates,
  readChanges: readPoolChanges,
  readPenalties: readPoolPenalties,
  readExitTimes,
  readValidators,
};
