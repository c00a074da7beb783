import type { Address, Asset, Hex, Seconds, Wei } from './units';

/** Why a contract refused a call: the error's own name, and our code for it. */
export type RevertReason = {
  /** As the contract declares it; the selector of one that is not known; `no reason` without data. */
  readonly name: string;
  readonly code: StakingErrorCode;
  /** What the contract itself says: a stranger's text, on one line and cut. */
  readonly said?: string;
};

/** What became of a request that failed: a contract refused it, or a node or wallet says something, on one line and cut. */
export type Failure = { readonly revert: RevertReason } | { readonly said: string };

/** Why a public file could not be used. */
export type FileFault =
  | 'too-large'
  | 'size-not-told'
  | 'timed-out'
  | 'refused'
  | 'not-of-pool'
  | 'malformed'
  | 'not-of-report'
  | 'no-address'
  | 'unreachable';

/** A public file that could not be used: where it was asked for, and why. */
export type FileFailure = {
  readonly gateway: string;
  readonly fault: FileFault;
  /** Status of an answer that was refused, or what the network says of a server that was not reached. */
  readonly said?: string;
};

/** What keeps a history from being complete. */
type Gap =
  /** The node has no logs before a block, whether it says so or not. */
  | { readonly kind: 'old-logs'; readonly firstKept: number }
  /** The node gave no log that can be relied on. */
  | { readonly kind: 'all-logs' }
  /** The node left logs out, somewhere in the span. */
  | { readonly kind: 'logs' }
  /** The logs tell of less than the account has staked (positive), or of more. */
  | { readonly kind: 'stake'; readonly missing: Wei }
  /** The claim of an exit that was paid. */
  | { readonly kind: 'claim' }
  /** The request for an exit that was claimed. */
  | { readonly kind: 'request' }
  /** The pool burns the shares of an exit on entry; what the account asked for in such exits, paid or not. */
  | { readonly kind: 'exits-not-followed'; readonly exited: Wei }
  /** Reports of the pool's rewards: lifetime rewards do not need them, those of a span do. */
  | { readonly kind: 'reports' }
  /** Nothing among the logs proves what the pool held. */
  | { readonly kind: 'totals' };

/** What a history lacks, in the span of blocks, both ends included, in which it is missing. */
export type HistoryGap = Gap & { readonly fromBlock: number; readonly toBlock: number };

/** What can go wrong, as a closed list. */
export const stakingErrorCodes = [
  'UNSUPPORTED_CHAIN',
  'UNKNOWN_POOL',
  'UNKNOWN_EXIT',
  'INSUFFICIENT_BALANCE',
  'INSUFFICIENT_STAKE',
  'AMOUNT_TOO_SMALL',
  'ACCOUNT_BLOCKED',
  'CAPACITY_EXCEEDED',
  'NOT_COLLATERALIZED',
  'NOT_HARVESTED',
  'HARVEST_PROOF_UNAVAILABLE',
  'NOTHING_TO_CLAIM',
  'CLAIM_TOO_EARLY',
  'POOL_PAUSED',
  'UNSUPPORTED_POOL_CODE',
  'UNSUPPORTED_OPTION',
  'WOULD_REVERT',
  'HISTORY_INCOMPLETE',
  'CHAIN_UNAVAILABLE',
  'CHAIN_INCONSISTENT',
  'GOVERNANCE_UNAVAILABLE',
  'UNKNOWN_PROPOSAL',
  'VOTING_CLOSED',
  'INVALID_CHOICE',
  'NO_VOTING_POWER',
  'UNSUPPORTED_VOTE',
  'VOTE_REFUSED',
] as const;

export type StakingErrorCode = (typeof stakingErrorCodes)[number];

/** The facts of each problem. */
type Facts = {
  // UNSUPPORTED_CHAIN, UNKNOWN_POOL
  'chain-without-pool': { chainId: number; known: readonly { name: string; chainId: number }[] };
  'no-chain-id': { given: string };
  'no-pool': { id: string; network: { name: string }; known: readonly string[] };
  // INSUFFICIENT_BALANCE
  'no-eth-for-fee': { balance: Wei; needed: Wei };
  'no-eth-for-stake': { balance: Wei; needed: Wei };
  'no-eth-for-stake-and-fee': { balance: Wei; needed: Wei; cost: { fee: Wei } };
  // INSUFFICIENT_STAKE, AMOUNT_TOO_SMALL, ACCOUNT_BLOCKED, CAPACITY_EXCEEDED
  'nothing-staked': { staked: Wei };
  'more-than-staked': { staked: Wei; amount: Wei };
  'no-amount-to-unstake': { amount: Wei };
  'no-amount-to-stake': { amount: Wei };
  'worth-nothing': { shares: bigint };
  'fewer-shares': { shares: bigint; least: bigint };
  'account-blocked': { account: Address };
  'over-capacity': { capacityLeft: Wei };
  // HARVEST_PROOF_UNAVAILABLE
  'no-report-file': { rewardsRoot: Hex; hasLog: boolean; failures: readonly FileFailure[] };
  // UNKNOWN_EXIT, NOTHING_TO_CLAIM, CLAIM_TOO_EARLY
  'no-exit': { exit: bigint };
  'no-open-exit': object;
  'exit-of-other': { exit: bigint; receiver: { address: Address } };
  'exit-dust': { exit: bigint };
  'exit-queued': { exit: bigint };
  'exit-unfunded': { exit: bigint; assets: Wei };
  'exit-too-early': { exit: bigint; latest: string; assets: Wei };
  'ticket-not-mature': { exit: bigint; latest: string };
  'vesting-stopped': object;
  'nothing-free-yet': object;
  // POOL_PAUSED, ACCOUNT_BLOCKED, UNKNOWN_EXIT and others, of sequencers
  'pool-paused': object;
  'lock-needs-slot': object;
  'not-whitelisted': { account: Address; sequencer: bigint };
  'no-sequencer': { sequencer: bigint };
  'sequencer-of-other': { sequencer: bigint; owner: { address: Address } };
  'sequencer-not-active': { sequencer: bigint; status: string };
  'sequencer-not-exiting': { sequencer: bigint; status: string };
  'sequencer-too-early': { sequencer: bigint; claimableAt: string };
  'no-reward-recipient': { sequencer: bigint };
  'exit-limit': { sequencer: bigint; active: bigint; exiting: bigint };
  'one-withdrawal-a-batch': { sequencer: bigint; batch: bigint };
  'below-least-locked': { sequencer: bigint; least: Wei; most: Wei };
  'above-most-locked': { sequencer: bigint; most: Wei; room: Wei };
  'nothing-to-lock': { sequencer: bigint };
  'more-than-locked': { sequencer: bigint; locked: Wei; amount: Wei };
  'not-approved': { allowance: Wei; needed: Wei; asset: Asset };
  'too-few-tokens': { balance: Wei; needed: Wei; asset: Asset };
  'no-reward': { sequencer: bigint };
  'sequencer-not-named': { sequencers: readonly string[] };
  'one-claim-at-a-time': { exit: bigint; next: bigint };
  'bridge-refuses': { sequencer: bigint; reason: string; revert: RevertReason };
  // UNSUPPORTED_POOL_CODE
  'burns-on-entry': { version: number };
  'burned-exits': { version: number; assets: Wei };
  // UNSUPPORTED_OPTION
  'option-not-taken': { field: string; pool: { name: string } };
  'all-or-nothing': { staked: Wei; asset: Asset };
  'asset-not-taken': { asset: string; known: readonly string[] };
  // WOULD_REVERT, and the code of the contract's own error
  'transaction-refused': { reason: string; revert: RevertReason };
  'claim-refused': { exit: bigint; reason: string; revert: RevertReason };
  'stake-refused-with-report': object;
  // HISTORY_INCOMPLETE
  'history-gap': { fromBlock: number; toBlock: number; gap: HistoryGap };
  // CHAIN_UNAVAILABLE
  'request-failed': { method: string; failure: { said: string } };
  'batch-refused': object;
  'few-blocks-at-a-time': { blocksAtATime: number; blocks: number };
  'wallet-tells-no-chain': { method: string; failure: Failure };
  'wallet-keeps-chain': { method: string; network: { name: string }; failure: Failure };
  'read-too-long': { seconds: Seconds };
  'pool-not-read': { said: { text: string | null } };
  // CHAIN_INCONSISTENT
  'no-answer-of-contract': { address: Address; method: string };
  'no-multicall': { address: Address };
  'no-old-state': { blockNumber: number };
  'odd-answer': { method: string };
  'no-block': { block: string };
  'node-behind': { blockNumber: number; minBlock: number };
  reorganised: { blockNumber: number };
  'no-time-of-block': { blockNumber: number };
  'odd-logs': { fromBlock: number; toBlock: number };
  'damaged-log': { blockNumber: number; logIndex: number };
  'not-the-pool': { address: Address };
  'other-chain': { chainId: number; expected: number; network: { name: string } };
  'node-on-other-chain': { chainId: number; expected: number; network: { name: string } };
  'chain-changed': { chainId: number };
  // GOVERNANCE_UNAVAILABLE
  'no-server-access': object;
  'governance-server-failed': { server: string; fault: FileFault; said?: string };
  // UNKNOWN_PROPOSAL, VOTING_CLOSED, INVALID_CHOICE, NO_VOTING_POWER, UNSUPPORTED_VOTE, VOTE_REFUSED
  'no-proposal': { proposal: string; space: { name: string } };
  'voting-not-open': { isOver: boolean; start: string; end: string };
  'choice-does-not-fit': { type: string; form: 'one' | 'some' | 'order' | 'weights'; choices: number };
  'no-voting-power': { account: Address };
  'vote-not-made-here': { obstacle: 'encrypted' | 'unknown-type' | 'too-many-choices'; page: string };
  'vote-refused': { said: { text: string } };
};

export type ProblemKind = keyof Facts;

/** What went wrong, with the facts of it: amounts in wei, times as ISO 8601. */
export type StakingProblem = {
  readonly [Kind in ProblemKind]: { readonly kind: Kind } & Readonly<Facts[Kind]>;
}[ProblemKind];
