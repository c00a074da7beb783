import { InvalidFieldError, type ErrorCode } from '@pooled-staking/api';
import { failureOf, isStakingError, kindOfNodeError, plainText, type NodeErrorKind } from '@pooled-staking/core';
import {
  isRefusal,
  layersOf,
  stakingCodeOf,
  WalletError,
  walletNumberOf,
  type WalletErrorCode,
  type WalletErrorFacts,
  type WalletNumber,
} from '@pooled-staking/react';
import { explainError, explainFailure } from '@pooled-staking/texts';
import { t, texts as siteTexts, type SiteKey } from '../texts/texts';

/** An error in words: what happened, why as far as is known, and what the person can do. */
export type Described = {
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  /** The person said no: nothing is wrong. */
  readonly isRefusal: boolean;
};

/** As many letters as an error has on the page. */
const longestMessage = 500;

/** The texts of an error; where its own is absent, the error's message stands in for it. Without advice the message says what to do. */
type Texts = { readonly title: SiteKey; readonly text?: SiteKey; readonly advice: SiteKey | null };

const byCode = {
  UNSUPPORTED_CHAIN: { title: 'error.unsupportedChain.title', advice: 'error.unsupportedChain.advice' },
  UNKNOWN_POOL: { title: 'error.unknownPool.title', advice: 'error.unknownPool.advice' },
  UNKNOWN_EXIT: { title: 'error.unknownExit.title', advice: 'error.unknownExit.advice' },
  INSUFFICIENT_BALANCE: { title: 'error.insufficientBalance.title', advice: 'error.insufficientBalance.advice' },
  INSUFFICIENT_STAKE: { title: 'error.insufficientStake.title', advice: 'error.insufficientStake.advice' },
  AMOUNT_TOO_SMALL: { title: 'error.amountTooSmall.title', advice: 'error.amountTooSmall.advice' },
  ACCOUNT_BLOCKED: { title: 'error.accountBlocked.title', advice: 'error.accountBlocked.advice' },
  CAPACITY_EXCEEDED: { title: 'error.capacityExceeded.title', advice: 'error.capacityExceeded.advice' },
  NOT_COLLATERALIZED: { title: 'error.notCollateralized.title', advice: 'error.notCollateralized.advice' },
  NOT_HARVESTED: { title: 'error.notHarvested.title', advice: 'error.notHarvested.advice' },
  HARVEST_PROOF_UNAVAILABLE: {
    title: 'error.harvestProofUnavailable.title',
    advice: 'error.harvestProofUnavailable.advice',
  },
  NOTHING_TO_CLAIM: { title: 'error.nothingToClaim.title', advice: 'error.nothingToClaim.advice' },
  CLAIM_TOO_EARLY: { title: 'error.claimTooEarly.title', advice: 'error.claimTooEarly.advice' },
  POOL_PAUSED: { title: 'error.poolPaused.title', advice: 'error.poolPaused.advice' },
  UNSUPPORTED_OPTION: { title: 'error.unsupportedOption.title', advice: 'error.unsupportedOption.advice' },
  UNSUPPORTED_POOL_CODE: { title: 'error.unsupportedPoolCode.title', advice: 'error.unsupportedPoolCode.advice' },
  WOULD_REVERT: { title: 'error.wouldRevert.title', advice: 'error.wouldRevert.advice' },
  HISTORY_INCOMPLETE: { title: 'error.historyIncomplete.title', advice: null },
  CHAIN_UNAVAILABLE: { title: 'error.chainUnavailable.title', advice: 'error.chainUnavailable.advice' },
  CHAIN_INCONSISTENT: { title: 'error.chainInconsistent.title', advice: 'error.chainInconsistent.advice' },
  GOVERNANCE_UNAVAILABLE: { title: 'error.governanceUnavailable.title', advice: 'error.governanceUnavailable.advice' },
  UNKNOWN_PROPOSAL: { title: 'error.unknownProposal.title', advice: 'error.unknownProposal.advice' },
  VOTING_CLOSED: { title: 'error.votingClosed.title', advice: 'error.votingClosed.advice' },
  INVALID_CHOICE: { title: 'error.invalidChoice.title', advice: 'error.invalidChoice.advice' },
  NO_VOTING_POWER: { title: 'error.noVotingPower.title', advice: 'error.noVotingPower.advice' },
  UNSUPPORTED_VOTE: { title: 'error.unsupportedVote.title', advice: 'error.unsupportedVote.advice' },
  VOTE_REFUSED: { title: 'error.voteRefused.title', advice: 'error.voteRefused.advice' },
} as const satisfies Record<ErrorCode, Texts>;

const byWalletCode = {
  networkNotAdded: {
    title: 'error.siteNetworkNotAdded.title',
    text: 'error.siteNetworkNotAdded.text',
    advice: 'error.siteNetworkNotAdded.advice',
  },
  noAccount: {
    title: 'error.siteNoAccount.title',
    text: 'error.siteNoAccount.text',
    advice: 'error.siteNoAccount.advice',
  },
  noHash: { title: 'error.siteNoHash.title', text: 'error.siteNoHash.text', advice: 'error.siteNoHash.advice' },
  noNetwork: {
    title: 'error.siteNoNetwork.title',
    text: 'error.siteNoNetwork.text',
    advice: 'error.siteNoNetwork.advice',
  },
  otherAccount: {
    title: 'error.siteOtherAccount.title',
    text: 'error.siteOtherAccount.text',
    advice: 'error.siteOtherAccount.advice',
  },
  otherNetwork: {
    title: 'error.siteOtherNetwork.title',
    text: 'error.siteOtherNetwork.text',
    advice: 'error.siteOtherNetwork.advice',
  },
  snapNotInstalled: {
    title: 'error.siteSnapNotInstalled.title',
    text: 'error.siteSnapNotInstalled.text',
    advice: 'error.siteSnapNotInstalled.advice',
  },
  unexpectedTransaction: {
    title: 'error.siteUnexpectedTransaction.title',
    text: 'error.siteUnexpectedTransaction.text',
    advice: 'error.siteUnexpectedTransaction.advice',
  },
} as const satisfies Record<WalletErrorCode, { title: SiteKey; text: SiteKey<WalletErrorFacts>; advice: SiteKey }>;

/** Numbers of EIP-1193 and JSON-RPC. */
const byNumber = {
  '4001': {
    title: 'error.walletRejected.title',
    text: 'error.walletRejected.text',
    advice: 'error.walletRejected.advice',
  },
  '4100': { title: 'error.walletNotAllowed.title', advice: 'error.walletNotAllowed.advice' },
  '4200': { title: 'error.walletUnsupported.title', advice: 'error.walletUnsupported.advice' },
  '4900': { title: 'error.walletOffline.title', advice: 'error.walletOffline.advice' },
  '4901': { title: 'error.walletOffThisNetwork.title', advice: 'error.walletOffThisNetwork.advice' },
  '4902': { title: 'error.walletNetworkMissing.title', advice: 'error.walletNetworkMissing.advice' },
  '-32002': {
    title: 'error.walletPending.title',
    text: 'error.walletPending.text',
    advice: 'error.walletPending.advice',
  },
  '-32601': { title: 'error.walletMethodMissing.title', advice: 'error.walletMethodMissing.advice' },
  '-32602': { title: 'error.walletInvalidInput.title', advice: 'error.walletInvalidInput.advice' },
} as const satisfies Record<WalletNumber, Texts>;

/** A node's own words are for those who run it: these are for the person. */
const byNodeError = {
  funds: { title: 'error.nodeFunds.title', text: 'error.nodeFunds.text', advice: 'error.nodeFunds.advice' },
  nonce: { title: 'error.nodeNonce.title', text: 'error.nodeNonce.text', advice: 'error.nodeNonce.advice' },
  replacement: {
    title: 'error.nodeReplacement.title',
    text: 'error.nodeReplacement.text',
    advice: 'error.nodeReplacement.advice',
  },
  known: { title: 'error.nodeKnown.title', text: 'error.nodeKnown.text', advice: 'error.nodeKnown.advice' },
  fee: { title: 'error.nodeFee.title', text: 'error.nodeFee.text', advice: 'error.nodeFee.advice' },
  gas: { title: 'error.nodeGas.title', text: 'error.nodeGas.text', advice: 'error.nodeGas.advice' },
  unreachable: {
    title: 'error.nodeUnreachable.title',
    text: 'error.nodeUnreachable.text',
    advice: 'error.nodeUnreachable.advice',
  },
  slow: { title: 'error.nodeSlow.title', text: 'error.nodeSlow.text', advice: 'error.nodeSlow.advice' },
  busy: { title: 'error.nodeBusy.title', text: 'error.nodeBusy.text', advice: 'error.nodeBusy.advice' },
} as const satisfies Record<NodeErrorKind, Texts>;

/** Numbers of EIP-1193: the wallet itself says so, whatever words it has from elsewhere. */
const isWalletNumber = (number: number | undefined): boolean => number !== undefined && number >= 4000;

/** What does not fit in an answer of the Snap. Why it does not is said in English, to those who call the Snap. */
const misfitOf = ({ path }: InvalidFieldError): string =>
  path === '' ? t('error.unexpectedAnswerText') : t('error.misfit', { path });

/** What a node, a wallet or a contract says. */
const wordsOf = (error: unknown): string => explainFailure(failureOf(error), siteTexts());

/** The message of an error with a stable code: that of the code, and not of what lies deeper. */
function stakingMessageOf(error: unknown, code: ErrorCode): string {
  const found = layersOf(error).find(({ data }) => (data as { code?: unknown } | null | undefined)?.code === code);
  const message = isStakingError(error) ? explainError(error, siteTexts()) : found?.['message'];
  return typeof message === 'string' && message !== '' ? plainText(message, longestMessage) : wordsOf(error);
}

/** The texts that an error's cause has, and its message where that is to be read too. */
function textsByCause(error: unknown): { readonly texts: Texts; readonly message?: string } | undefined {
  const code = stakingCodeOf(error);
  if (code) {
    return { texts: byCode[code], message: stakingMessageOf(error, code) };
  }
  const number = walletNumberOf(error);
  const kind = isWalletNumber(number) ? undefined : kindOfNodeError(error);
  const texts = kind ? byNodeError[kind] : number === undefined ? undefined : byNumber[number];
  return texts && { texts };
}

/** Says what an error means. The only place where the site turns errors into words. */
export function describeError(error: unknown): Described {
  if (error instanceof WalletError) {
    const { title, text, advice } = byWalletCode[error.code];
    return { title: t(title), message: t(text, error.facts), advice: t(advice), isRefusal: false };
  }
  if (error instanceof InvalidFieldError) {
    return {
      title: t('error.unexpectedAnswerTitle'),
      message: plainText(misfitOf(error), longestMessage),
      advice: t('error.unexpectedAnswerAdvice'),
      isRefusal: false,
    };
  }
  const { texts, message } = textsByCause(error) ?? {};
  return {
    title: t(texts?.title ?? 'error.unknownErrorTitle'),
    message: message ?? (texts?.text ? t(texts.text) : wordsOf(error)),
    advice: texts?.advice === null ? '' : t(texts?.advice ?? 'error.unknownErrorAdvice'),
    isRefusal: isRefusal(error),
  };
}
