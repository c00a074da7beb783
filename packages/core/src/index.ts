export * from './open-pool';
export { readBlock, readViewBlock, toIsoTime, toIsoTimeOrNull, toQuantity, type Block } from './chain/block';
export type { StoredLogs } from './chain/log-checkpoint';
export { getAddress } from './chain/hash';
export { ReadBatch } from './chain/read-batch';
export { createGuard, guardStore, type Guard, type Store } from './chain/store';
export { kindOfNodeError, type NodeErrorKind } from './chain/node-errors';
export { plainText } from './chain/plain-text';
export { callNode, RequestsSpentError, RevertError, type Request } from './chain/request';
export { limitRequests } from './chain/request-budget';
export * from './errors';
export type {
  Failure,
  FileFailure,
  FileFault,
  HistoryGap,
  ProblemKind,
  RevertReason,
  StakingProblem,
} from './problems';
export type { Concerns, Part } from './insight/concern';
export { ownStakedAssets } from './insight/amounts';
export { isPool, type CallFacts, type Facts, type OwnAccount, type Unread } from './insight/facts';
export type { Severity } from './insight/findings';
export { parseInsightMemory, rememberRate, type InsightMemory } from './insight/memory';
export type { Door } from './insight/protocol';
export type { InsightInput } from './insight/read-facts';
export type { EscrowsOf } from './insight/signature';
export { checkSignedPermit, type PermittedToken, type SignedPermit } from './insight/signed-permit';
export { checkSignedVote, readSignedVote, type SignedVote } from './insight/signed-vote';
export {
  formOf,
  namesOf,
  obstacleProblem,
  parseChoice,
  numbersOf,
  type Choice,
  type NamedChoice,
} from './governance/choice';
export { fromPlainChoice, toPlainChoice, votedChoice, type PlainChoice } from './governance/plain-choice';
export { governanceLimits, type Governance } from './governance/hub';
export { readProposalNews, type ProposalLook, type ProposalNews } from './governance/news';
export {
  stateAt,
  votingTypes,
  type Proposal,
  type ProposalState,
  type VoteObstacle,
  type VotingPower,
  type VotingType,
} from './governance/proposal';
export {
  proposalLimits,
  readProposal,
  readProposals,
  type ProposalOfVoter,
  type Voter,
} from './governance/read-proposals';
export {
  metisSpace,
  pageOfSpace,
  snapshotServers,
  type GovernanceServers,
  type GovernanceSpace,
} from './governance/space';
export {
  longestReason,
  quoteVote,
  sendVote,
  typedDataOf,
  type VoteData,
  type VoteQuote,
  type VoteReceipt,
  type VoteTypedData,
} from './governance/vote';
export { tokenAbi } from './assets/token';
export { NameError, type NameFault } from './names/name-error';
export { mayBeName, normalizeName } from './names/normalize';
export { readPrimaryNames, resolveName, type NameContext, type NamedAddress } from './names/resolve';
export * from './networks/index';
export { andromeda, artemisPool, eMetisPool, seMetisPool } from './networks/andromeda';
export { local, localSequencerPool } from './networks/local';
export { foxVaultId } from './protocols/stakewise/vault/abi';
export * from './protocols/stakewise/quotes/claim';
export { longestClaimDelay, longestKnownDelay, readClaimDelay } from './protocols/stakewise/exit-queue/claim-delay';
export type { PoolContext } from './networks/context';
export * from './protocols/stakewise/exit-queue/exit-estimate';
export type { ExitTicket, QueuedExit } from './protocols/stakewise/exit-queue/exit-queue';
export * from './protocols/index';
export * from './protocols/insights';
export { stakewise } from './protocols/stakewise/index';
export { readExitTimes } from './protocols/stakewise/pool-history/exit-times';
export { readPoolChanges } from './protocols/stakewise/pool-history/changes';
export { readPoolPenalties } from './protocols/stakewise/pool-history/penalties';
export { readValidators, validatorPage } from './protocols/stakewise/validators/read-validators';
export { lifeOf } from './protocols/lives';
export * from './staking/pool-life';
export * from './staking/call';
export { parseChangeOptions, type PlainOptions } from './staking/change-options';
export type { ChangeOptions } from './staking/protocol';
export * from './staking/entry';
export * from './staking/exit';
export * from './staking/exit-history';
export type { News, NewsLook } from './staking/news';
export * from './staking/plain';
export * from './staking/position';
export * from './staking/protocol';
export * from './staking/quote';
export { assetNamed } from './staking/pool-assets';
export { claimSubjects, stakeSubjects, unstakeSubjects, type PlainItem, type Subject } from './staking/subjects';
export { toDecimal, toDecimalEth } from './assets/format';
export { parseAmount, type ParsedAmount } from './assets/parse-amount';
export {
  isProofValid,
  parseRewardsFile,
  readHarvestParams,
  toHarvestTuple,
  type HarvestParams,
} from './protocols/stakewise/harvest/harvest';
export { explainRevert, failureOf } from './protocols/failure';
export { sharesToAssets, type Totals } from './protocols/stakewise/vault/share-maths';
export * from './protocols/stakewise/quotes/stake';
export * from './protocols/stakewise/vault/state';
export * from './staking/fees';
export * from './staking/pool';
export * from './staking/rate';
export type { RewardHistory, RewardPoint, TimedReward } from './staking/rewards';
export type { Transaction } from './staking/transaction';
export * from './protocols/stakewise/quotes/unstake';
export { stakewiseOn } from './protocols/stakewise/contracts';
export * from './protocols/stakewise/ledger/account';
export * from './protocols/stakewise/ledger/apr';
export * from './protocols/stakewise/ledger/apr-windows';
export * from './rewards/books';
export * from './assets/fiat';
export {
  buildLedger,
  lifetimeRewards,
  toLedgerEntry,
  type Ledger,
  type LedgerEntry,
} from './protocols/stakewise/ledger/ledger';
// What follows a whole pool event by event.
export { scanLogs, type Log } from './chain/logs';
export { decodeEvent, eventTopics, type PoolEvent, type PoolEventName } from './protocols/stakewise/vault/events';
export { assetsToSharesUp } from './protocols/stakewise/vault/share-maths';
export { burningQueueInterface, keeperInterface, vaultInterface } from './protocols/stakewise/vault/abi';
export { leftBy, openedBy } from './protocols/stakewise/exit-queue/exit-queue';
export { exitValueAt, servedAt, type QueueCheckpoint } from './protocols/stakewise/exit-queue/queue-history';
export { agrees } from './protocols/stakewise/ledger/anchors';
export { replayHoldings } from './protocols/stakewise/ledger/holding-spans';
export { moveOf } from './protocols/stakewise/ledger/moves';
export { rewardPoints } from './protocols/stakewise/ledger/reward-points';
export { addedTotals } from './protocols/stakewise/ledger/totals';
export { changeTopics, decodeChange } from './protocols/stakewise/pool-history/changes';
export { decodeValidatorEvent, validatorTopics } from './protocols/stakewise/validators/events';
export { validatorAfter } from './protocols/stakewise/validators/read-validators';
export * from './rewards/day-range';
export * from './rewards/export-lines';
export * from './rewards/export-format';
export { exportText } from './rewards/export-text';
export * from './rewards/statement';
export { taxForms, taxPrograms, type TaxProgram } from './rewards/tax/forms';
export * from './rewards/period-rewards';
export * from './rewards/periods';
export { readRewardHistory } from './protocols/stakewise/ledger/reward-history';
export * from './transactions/bundle';
export * from './transactions/fate';
export * from './transactions/kept';
export {
  blocksOfDoubt,
  findTaker,
  look,
  lookBefore,
  onChain,
  readHead,
  readMinedCount,
  type Look,
  type Provider,
} from './transactions/look';
export * from './units';
export { createFetchText, FileError, type Fetch, type FetchText } from './web/fetch-text';
export { chainOfNode, createNodeRequest, isServerUrl } from './web/node';
export { createPostJson, type PostFetch, type PostJson } from './web/post-json';
export { parseSequencerNames, type SequencerNames } from './protocols/metis/sequencers/names';
export { readBacking } from './protocols/metis/sequencers/backing';
export { metisSequencers } from './protocols/metis/sequencers/index';
export {
  nameOfSequencer,
  readSequencerPool,
  type Sequencer,
  type SequencerPoolState,
  type SequencerStatus,
} from './protocols/metis/sequencers/state';
export { artemis } from './protocols/metis/artemis/index';
export { readEpochs, readPace, readProduction } from './protocols/metis/sequencers/producers';
export { liveRate, type LiveRate } from './protocols/metis/sequencers/rate';
export { BooksError, createAskBooks, type AskBooks, type BooksFault } from './pool-books/ask-books';
export { lookAtBooks, type BooksLook } from './pool-books/look-at-books';
