/** What core's codes and facts mean, in words: the one place where they become sentences. */
import type {
  Asset,
  ExitEstimate,
  Failure,
  FileFailure,
  FileFault,
  HistoryGap,
  ItemAction,
  Pool,
  PlainItem,
  PoolTrouble,
  PositionItem,
  RevertReason,
  StakingError,
  StakingProblem,
  WayBack,
} from '@pooled-staking/core';
import { plainItem, poolById } from '@pooled-staking/core';
import { formatAmount, formatDay, formatList, formatTime, formatWait } from './formats';
import type { KeyTaking, Translator } from './translator';

/** Whoever shows a reason has these texts. */
export type ReasonTexts = Translator<'reasons'>;

type Key = KeyTaking<'reasons', object>;

/** Why the chain refuses a call, by the contract's own name of the error. */
const revertKeys: Readonly<Record<string, Key>> = {
  AccessDenied: 'revert.accessDenied',
  InvalidShares: 'revert.tooSmall',
  InvalidAssets: 'revert.tooSmall',
  ZeroAddress: 'revert.zeroAddress',
  CapacityExceeded: 'revert.capacity',
  NotHarvested: 'revert.notHarvested',
  NotCollateralized: 'revert.noValidators',
  Collateralized: 'revert.collateralized',
  InvalidProof: 'revert.proof',
  InvalidRewardsRoot: 'revert.oldReport',
  InvalidCheckpointIndex: 'revert.wrongPlace',
  ExitRequestNotProcessed: 'revert.notProcessed',
  ClaimTooEarly: 'revert.tooEarly',
  InsufficientAssets: 'revert.noFreeEth',
  FailedInnerCall: 'revert.receiver',
  FailedCall: 'revert.receiver',
  'Panic(0x11)': 'revert.tooMuch',
  // Those that Artemis has words for.
  'AMTDepositPool: INVALID_AMOUNT': 'revert.tooSmall',
  'AMTDepositPool: invalid amount': 'revert.tooSmall',
  'AMTDepositPool: artMetis is too high': 'revert.fewerShares',
  'AMTWithdrawalManager: INVALID_AMOUNT': 'revert.tooSmall',
  'AMTWithdrawalManager: no withdraw request': 'revert.noRequest',
  'AMTWithdrawalManager: withdraw request has not unlocked yet': 'revert.notReleased',
  'AMTWithdrawalManager: withdraw request is not ready to complete': 'revert.tooEarly',
  'ERC20: burn amount exceeds balance': 'revert.tooMuch',
  'Pausable: paused': 'revert.paused',
  Error: 'revert.noReason',
  'no reason': 'revert.noReason',
};

/** Why a contract refuses a call. The text of a contract is a stranger's: it never stands without who says it. */
export function explainRevert({ name, said }: RevertReason, { t }: ReasonTexts): string {
  const key = Object.hasOwn(revertKeys, name) ? revertKeys[name] : undefined;
  return name === 'Error' && said !== undefined
    ? t('revert.said', { said })
    : key === undefined
      ? t('revert.unknown', { name })
      : t(key);
}

/** What became of a request that failed. What a node or a wallet says is given as it is. */
export function explainFailure(failure: Failure, texts: ReasonTexts): string {
  return 'revert' in failure ? explainRevert(failure.revert, texts) : failure.said;
}

/** Names of a select have no hyphens. */
const faultNames = {
  malformed: 'malformed',
  'no-address': 'noaddress',
  'not-of-pool': 'notofpool',
  'not-of-report': 'notofreport',
  refused: 'refused',
  'size-not-told': 'sizenottold',
  'timed-out': 'timedout',
  'too-large': 'toolarge',
  unreachable: 'other',
} as const;

/** Why a public file cannot be used, as the end of a sentence. */
export function explainFault(
  { fault, said = '' }: { readonly fault: FileFault; readonly said?: string | undefined },
  { t }: ReasonTexts,
): string {
  return t('file.fault', { fault: faultNames[fault], said });
}

function explainFiles(hasLog: boolean, failures: readonly FileFailure[], texts: ReasonTexts): string {
  const { t } = texts;
  if (!hasLog) {
    return t('file.noLog');
  }
  return failures.length === 0
    ? t('file.noGateway')
    : failures
        .map(({ gateway, ...file }) => t('file.failed', { gateway, fault: explainFault(file, texts) }))
        .join('; ');
}

function explainMissing(gap: HistoryGap, { t, locale, asset }: ReasonTexts): string {
  const span = { from: String(gap.fromBlock), to: String(gap.toBlock) };
  switch (gap.kind) {
    case 'old-logs':
      return t('gap.oldLogs', { from: String(gap.firstKept) });
    case 'all-logs':
      return t('gap.allLogs');
    case 'logs':
      return t('gap.logs', span);
    case 'stake': {
      const [key, amount] =
        gap.missing > 0n ? (['gap.stakeLess', gap.missing] as const) : (['gap.stakeMore', -gap.missing] as const);
      return t(key, { ...span, amount: formatAmount(amount, asset, locale) });
    }
    case 'claim':
      return t('gap.claim', span);
    case 'request':
      return t('gap.request', span);
    case 'exits-not-followed':
      return gap.exited > 0n
        ? t('gap.exitsNotFollowed', { amount: formatAmount(gap.exited, asset, locale) })
        : t('gap.exitsNotFollowedNone');
    case 'reports':
      return t('gap.reports', span);
    case 'totals':
      return t('gap.totals', span);
  }
}

/** What a history lacks, and what helps: another node does, save against code that is not followed. */
export function explainGap(gap: HistoryGap, texts: ReasonTexts): string {
  const problem = explainMissing(gap, texts);
  return gap.kind === 'exits-not-followed' ? problem : texts.t('gap.advice', { problem });
}

/** Of what stands on a time after the request, and on what else. */
const delayKeys = {
  maturity: 'wait.maturity',
  release: 'wait.release',
  paused: 'wait.paused',
  'off-list': 'wait.offList',
} as const;

/** What an estimate of an exit stands on, in a sentence. */
export function explainEstimate({ basis, latest, claimDelay }: ExitEstimate, { t, locale }: ReasonTexts): string {
  switch (basis) {
    case 'claimable-now':
      return t('wait.claimable');
    case 'claimable-with-report':
      return t('wait.claimableWithReport');
    case 'receiver-refuses':
      return t('wait.receiver');
    case 'next-report':
      return t('wait.nextReport');
    case 'validator-exits':
      return t('wait.validators');
    case 'dust':
      return t('wait.dust');
    case 'maturity':
    case 'release':
    case 'paused':
    case 'off-list':
      return t(delayKeys[basis], { wait: formatWait(claimDelay.seconds, locale) });
    case 'unfunded':
      return t('wait.unfunded');
    case 'vesting':
      return t('wait.vesting');
    case 'vesting-stopped':
      return t('wait.vestingStopped');
    case 'waiting-time': {
      const known = claimDelay.basis === 'observed' ? 'wait.observed' : 'wait.longestKnown';
      return t(latest === null ? 'wait.longer' : known, { wait: formatWait(claimDelay.seconds, locale) });
    }
  }
}

/** That a pool earns nothing, and where its token does; `null` for any other pool. */
export function explainEarning({ name, earnsIn }: Pool, { t }: ReasonTexts): string | null {
  return earnsIn === undefined ? null : t('pool.earnsNothing', { pool: name, other: poolById(earnsIn).pool.name });
}

/** How a stake or an exit comes back, line by line. */
const wayKeys: Readonly<Record<WayBack, readonly KeyTaking<'reasons', { wait: string }>[]>> = {
  queue: ['way.queue', 'way.queueWait'],
  'at-once': ['way.atOnce'],
  'served-at-once': ['way.served', 'way.servedWait'],
  'next-report': ['way.report', 'way.queueWait', 'way.keepsEarning'],
  maturity: ['way.maturity'],
  release: ['way.release'],
  vesting: ['way.vesting'],
  validators: ['way.validators', 'way.queueWait', 'way.keepsEarning'],
};

/** How a stake or an exit comes back, sentence by sentence. @param seconds that it takes after the request. */
export function explainWay(way: WayBack, seconds: number, { t, locale }: ReasonTexts): readonly string[] {
  return wayKeys[way].map((key) => t(key, { wait: formatWait(seconds, locale) }));
}

/** What makes a pool look dead, in a sentence. */
export function explainTrouble(trouble: PoolTrouble, asset: Asset, { t, locale }: ReasonTexts): string {
  switch (trouble.kind) {
    case 'paused':
      return t('trouble.paused');
    case 'nothing-earns':
      return t('trouble.nothingEarns');
    case 'no-recent-rewards':
      return trouble.since === null
        ? t('trouble.neverRewarded')
        : t('trouble.noRewards', { day: formatDay(trouble.since, locale) });
    case 'exits-unfunded':
      return t('trouble.unfunded', { amount: formatAmount(trouble.missing, asset, locale) });
  }
}

/** A part of a position as pages are told of it, with the reason where something would be refused now. */
export function explainItem(item: PositionItem, texts: ReasonTexts) {
  const actions = Object.entries(item.actions).map(([action, refusal]) => ({
    action: action as ItemAction,
    refusal: refusal && explainError(refusal, texts),
  }));
  return { ...plainItem(item), actions } satisfies PlainItem;
}

/** What is left over is `other` in a select, and its names have no hyphens. */
const formNames = { one: 'one', some: 'some', order: 'order', weights: 'other' } as const;
const obstacleNames = { encrypted: 'encrypted', 'unknown-type': 'type', 'too-many-choices': 'other' } as const;

/** What went wrong, in sentences: what happened, and what to do where that is known. */
export function explainProblem(problem: StakingProblem, texts: ReasonTexts): string {
  const { t, locale } = texts;
  const staked = (amount: bigint): string => formatAmount(amount, texts.asset, locale);
  const native = (amount: bigint): string => formatAmount(amount, texts.native, locale);
  const metis = (amount: bigint): string => formatAmount(amount, { symbol: 'METIS', decimals: 18 }, locale);
  switch (problem.kind) {
    case 'chain-without-pool': {
      const known = problem.known.map(({ name, chainId }) => `${name} (${chainId})`);
      return t('error.chainWithoutPool', { chain: String(problem.chainId), known: known.join(', ') });
    }
    case 'no-chain-id':
      return t('error.noChainId', problem);
    case 'no-pool': {
      const { id, network, known } = problem;
      return t('error.noPool', { id, network: network.name, known: known.join(', ') });
    }
    case 'no-eth-for-fee':
      return t('error.noEthForFee', { balance: native(problem.balance), needed: native(problem.needed) });
    case 'no-eth-for-stake':
      return t('error.noEthForStake', { balance: staked(problem.balance), needed: staked(problem.needed) });
    case 'no-eth-for-stake-and-fee': {
      const { balance, needed, cost } = problem;
      const amounts = { balance: staked(balance), amount: staked(needed - cost.fee), fee: staked(cost.fee) };
      return t('error.noEthForStakeAndFee', amounts);
    }
    case 'nothing-staked':
      return t('error.nothingStaked');
    case 'more-than-staked':
      return t('error.moreThanStaked', { staked: staked(problem.staked), amount: staked(problem.amount) });
    case 'no-amount-to-unstake':
      return t('error.noAmountToUnstake');
    case 'no-amount-to-stake':
      return t('error.noAmountToStake');
    case 'worth-nothing':
      return t('error.worthNothing');
    case 'fewer-shares':
      return t('error.fewerShares');
    case 'account-blocked':
      return t('error.accountBlocked', problem);
    case 'over-capacity':
      return t('error.overCapacity', { left: staked(problem.capacityLeft) });
    case 'option-not-taken':
      return t('error.optionNotTaken', { field: problem.field, pool: problem.pool.name });
    case 'asset-not-taken':
      return t('error.assetNotTaken', { given: problem.asset, known: formatList(problem.known, locale) });
    case 'pool-paused':
      return t('error.poolPaused');
    case 'lock-needs-slot':
      return t('error.lockNeedsSlot');
    case 'not-whitelisted':
      return t('error.notWhitelisted', { account: problem.account, id: String(problem.sequencer) });
    case 'no-sequencer':
      return t('error.noSequencer', { id: String(problem.sequencer) });
    case 'sequencer-of-other':
      return t('error.sequencerOfOther', { id: String(problem.sequencer), owner: problem.owner.address });
    case 'sequencer-not-active':
      return t('error.sequencerNotActive', {
        id: String(problem.sequencer),
        status: problem.status === 'inactive' || problem.status === 'unlocked' ? problem.status : 'other',
      });
    case 'sequencer-not-exiting':
      return t('error.sequencerNotExiting', {
        id: String(problem.sequencer),
        status: problem.status === 'unlocked' ? 'unlocked' : 'other',
      });
    case 'sequencer-too-early': {
      const time = formatTime(Date.parse(problem.claimableAt) / 1000, locale);
      return t('error.sequencerTooEarly', { id: String(problem.sequencer), time });
    }
    case 'no-reward-recipient':
      return t('error.noRewardRecipient', { id: String(problem.sequencer) });
    case 'exit-limit': {
      const all = String(problem.active + problem.exiting);
      return t('error.exitLimit', { all, exiting: String(problem.exiting) });
    }
    case 'one-withdrawal-a-batch':
      return t('error.oneWithdrawal', { id: String(problem.sequencer), batch: String(problem.batch) });
    case 'below-least-locked': {
      const { sequencer, least, most } = problem;
      const values = { id: String(sequencer), least: metis(least) };
      return most === 0n
        ? t('error.onlyLeastLocked', values)
        : t('error.belowLeastLocked', { ...values, most: metis(most) });
    }
    case 'above-most-locked': {
      const { sequencer, most, room } = problem;
      return t('error.aboveMostLocked', { id: String(sequencer), most: metis(most), room: metis(room) });
    }
    case 'more-than-locked': {
      const { sequencer, locked, amount } = problem;
      return t('error.moreThanLocked', { id: String(sequencer), locked: metis(locked), amount: metis(amount) });
    }
    case 'nothing-to-lock':
      return t('error.nothingToLock', { id: String(problem.sequencer) });
    case 'not-approved':
      return t('error.notApproved', {
        allowance: formatAmount(problem.allowance, problem.asset, locale),
        needed: formatAmount(problem.needed, problem.asset, locale),
      });
    case 'too-few-tokens':
      return problem.balance === 0n
        ? t('error.noTokens', { token: problem.asset.symbol })
        : t('error.tooFewTokens', {
            balance: formatAmount(problem.balance, problem.asset, locale),
            needed: formatAmount(problem.needed, problem.asset, locale),
          });
    case 'no-reward':
      return t('error.noReward', { id: String(problem.sequencer) });
    case 'sequencer-not-named':
      return t('error.sequencerNotNamed', { ids: formatList(problem.sequencers, locale) });
    case 'one-claim-at-a-time':
      return t('error.oneClaim', { exit: String(problem.exit), next: String(problem.next) });
    case 'bridge-refuses': {
      const reason = explainRevert(problem.revert, texts);
      return t('error.bridgeRefuses', { id: String(problem.sequencer), reason });
    }
    case 'no-report-file':
      return t('error.noReport', { why: explainFiles(problem.hasLog, problem.failures, texts) });
    case 'no-exit':
      return t('error.noExit', { exit: String(problem.exit) });
    case 'no-open-exit':
      return t('error.noOpenExit');
    case 'exit-of-other':
      return t('error.exitOfOther', { exit: String(problem.exit), receiver: problem.receiver.address });
    case 'exit-dust':
      return t('error.exitDust', { exit: String(problem.exit) });
    case 'exit-queued':
      return t('error.exitQueued', { exit: String(problem.exit) });
    case 'exit-unfunded':
      return t('error.exitUnfunded', { exit: String(problem.exit), amount: staked(problem.assets) });
    case 'exit-too-early':
      return t('error.exitTooEarly', { time: formatTime(Date.parse(problem.latest) / 1000, locale) });
    case 'ticket-not-mature': {
      const time = formatTime(Date.parse(problem.latest) / 1000, locale);
      return t('error.ticketNotMature', { exit: String(problem.exit), time });
    }
    case 'vesting-stopped':
      return t('error.vestingStopped');
    case 'nothing-free-yet':
      return t('error.nothingFreeYet');
    case 'all-or-nothing':
      return t('error.allOrNothing', { staked: formatAmount(problem.staked, problem.asset, locale) });
    case 'burns-on-entry':
      return t('error.burnsOnEntry');
    case 'burned-exits':
      return t('error.burnedExits', { amount: staked(problem.assets) });
    case 'transaction-refused':
      return t('error.transactionRefused', { reason: explainRevert(problem.revert, texts) });
    case 'claim-refused':
      return t('error.claimRefused', { reason: explainRevert(problem.revert, texts) });
    case 'stake-refused-with-report':
      return t('error.stakeRefused');
    case 'history-gap':
      return explainGap(problem.gap, texts);
    case 'request-failed':
      return t('error.requestFailed', { method: problem.method, said: problem.failure.said });
    case 'batch-refused':
      return t('error.batchRefused');
    case 'few-blocks-at-a-time':
      return t('error.fewBlocks', { size: String(problem.blocksAtATime), blocks: String(problem.blocks) });
    case 'wallet-tells-no-chain':
      return t('error.walletTellsNoChain', { why: explainFailure(problem.failure, texts) });
    case 'wallet-keeps-chain':
      return t('error.walletKeepsChain', {
        network: problem.network.name,
        why: explainFailure(problem.failure, texts),
      });
    case 'read-too-long':
      return t('error.readTooLong', problem);
    case 'pool-not-read':
      return problem.said.text ?? t('error.poolNotRead');
    case 'no-answer-of-contract':
      return t('error.noAnswer', problem);
    case 'no-multicall':
      return t('error.noMulticall', problem);
    case 'no-old-state':
      return t('error.noOldState', { block: String(problem.blockNumber) });
    case 'odd-answer':
      return t('error.oddAnswer', problem);
    case 'no-block':
      return t('error.noBlock', problem);
    case 'node-behind':
      return t('error.nodeBehind', { block: String(problem.blockNumber), wanted: String(problem.minBlock) });
    case 'reorganised':
      return t('error.reorganised');
    case 'no-time-of-block':
      return t('error.noTimeOfBlock', { block: String(problem.blockNumber) });
    case 'odd-logs':
      return t('error.oddLogs', { from: String(problem.fromBlock), to: String(problem.toBlock) });
    case 'damaged-log':
      return t('error.damagedLog', { log: String(problem.logIndex), block: String(problem.blockNumber) });
    case 'not-the-pool':
      return t('error.notThePool', problem);
    case 'other-chain':
      return t('error.otherChain', { chain: String(problem.chainId), network: problem.network.name });
    case 'node-on-other-chain':
      return t('error.nodeOtherChain', { chain: String(problem.chainId), network: problem.network.name });
    case 'chain-changed':
      return t('error.chainChanged');
    case 'no-server-access':
      return t('error.noServerAccess');
    case 'governance-server-failed':
      return t('error.governanceServer', { server: problem.server, fault: explainFault(problem, texts) });
    case 'no-proposal':
      return t('error.noProposal', { space: problem.space.name });
    case 'voting-not-open': {
      const time = formatTime(Date.parse(problem.isOver ? problem.end : problem.start) / 1000, locale);
      return t(problem.isOver ? 'error.votingOver' : 'error.votingNotBegun', { time });
    }
    case 'choice-does-not-fit':
      return t('error.choice', { form: formNames[problem.form], choices: String(problem.choices) });
    case 'no-voting-power':
      return t('error.noVotingPower', problem);
    case 'vote-not-made-here':
      return t('error.voteNotMadeHere', { obstacle: obstacleNames[problem.obstacle], page: problem.page });
    case 'vote-refused':
      return t('error.voteRefused', { said: problem.said.text });
  }
}

/** An error of core's in words. */
export const explainError = ({ problem }: StakingError, texts: ReasonTexts): string => explainProblem(problem, texts);
