/**
 * Reads pools of staking from the chain, exact to the wei: what an account has, what it earned and why, what a transaction
 * would do. Begin with {@link openPool}.
 *
 * This entry is what changes only with a version that says so. `@pooled-staking/core/internal` has the parts that the Snap and
 * the site are built of, which change with any version.
 * @module core
 */
export { openPool, type AccountBooks, type OpenPool, type OpenPoolOptions } from './open-pool';
export type { Block } from './chain/block';
export type { Request } from './chain/request';
export { guardStore, type Guard, type Store } from './chain/store';
export {
  isStakingError,
  StakingError,
  stakingErrorCodes,
  type StakingErrorCode,
  type StakingErrorDetails,
} from './errors';
export type { StakingProblem } from './problems';
export {
  allPools,
  defaultPoolId,
  networks,
  poolById,
  type Network,
  type Pool,
  type PoolOnNetwork,
} from './networks/index';
export type { Address, Asset, Hex, Seconds, Shares, Wei } from './units';
export { toDecimal } from './assets/format';
export { parseAmount, type AmountProblem, type ParsedAmount } from './assets/parse-amount';
export type { FiatPrice } from './assets/fiat';
export type { Exit, ExitEstimate, ExitStatus } from './staking/exit';
export type { NetworkFee } from './staking/fees';
export {
  plainExit,
  plainPosition,
  plainQuote,
  plainTransaction,
  type PlainExit,
  type PlainPosition,
  type PlainPreparation,
  type PlainTransaction,
} from './staking/plain';
export type { PoolState, PoolStatus, PoolTrouble, PoolView } from './staking/pool';
export { exitsForClaim, type Position, type PositionItem, type PositionOptions } from './staking/position';
export type { ChangeOptions } from './staking/protocol';
export {
  estimateOf,
  type ClaimQuote,
  type LeftOutExit,
  type Quote,
  type StakeQuote,
  type UnstakeQuote,
} from './staking/quote';
export { formatRate, type AprWindow, type Rate } from './staking/rate';
export type { Transaction } from './staking/transaction';
export type { BookLine, BookLineType, Books, BooksOptions, PricedLine, PricedReward } from './rewards/books';
export { dayOf, spanOfDays, type DayRange } from './rewards/day-range';
export { exportLines, incomeOf, type ExportLine, type Grain } from './rewards/export-lines';
export { exportFormats, exportName, type ExportFormat, type ExportSubject } from './rewards/export-format';
export { exportText } from './rewards/export-text';
export { pricedPeriods, type PricedPeriod } from './rewards/period-rewards';
export type { Interval } from './rewards/periods';
export type { PostFetch } from './web/post-json';
