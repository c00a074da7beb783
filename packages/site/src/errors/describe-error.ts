import { errorCodeOf, InvalidFieldError, type ErrorCode } from '@pooled-staking/api';
import { errorWordsOf, isStakingError, kindOfNodeError, plainText, type NodeErrorKind } from '@pooled-staking/core';

/** An error in words: what happened, why as far as is known, and what the person can do. */
export type Described = {
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  /** The person said no: nothing is wrong. */
  readonly isRefusal: boolean;
};

/** What the site itself finds wrong, already in words. */
export class SiteError extends Error {
  override readonly name = 'SiteError';

  constructor(
    readonly title: string,
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** As many letters as an error has on the page. */
const longestMessage = 500;

/** `advice` adds to the message of the Snap, which says what to do where it can. */
type Words = { readonly title: string; readonly advice: string; readonly message?: string };

const byCode: Readonly<Record<ErrorCode, Words>> = {
  UNSUPPORTED_CHAIN: { title: 'No pool on this network', advice: 'Switch the wallet to a network with a pool.' },
  UNKNOWN_POOL: { title: 'The Snap does not know this pool', advice: 'Update the Snap, then reload this page.' },
  UNKNOWN_EXIT: { title: 'This exit is gone', advice: 'The list of exits is fresh now.' },
  INSUFFICIENT_BALANCE: { title: 'Not enough ETH', advice: 'Nothing was sent.' },
  INSUFFICIENT_STAKE: { title: 'More than is staked', advice: 'Nothing was sent.' },
  AMOUNT_TOO_SMALL: { title: 'The amount is too small', advice: 'Nothing was sent.' },
  ACCOUNT_BLOCKED: {
    title: 'This account cannot stake here',
    advice: 'Use another account. Exits and claims still work.',
  },
  CAPACITY_EXCEEDED: { title: 'The pool is almost full', advice: 'Nothing was sent.' },
  NOT_COLLATERALIZED: { title: 'The pool has no validators yet', advice: 'Try again once it has started.' },
  NOT_HARVESTED: { title: 'The pool waits for an update', advice: 'Try again in a few minutes.' },
  HARVEST_PROOF_UNAVAILABLE: {
    title: 'The pool needs an update first',
    advice: 'No server gave the data for it that the chain confirms. Try again later; nothing was sent.',
  },
  NOTHING_TO_CLAIM: { title: 'Nothing to claim', advice: 'No exit pays anything now. Your exits show when they may.' },
  CLAIM_TOO_EARLY: {
    title: 'Too early to claim',
    advice: 'The ETH is set aside for you. Try again when the wait is over.',
  },
  POOL_PAUSED: { title: 'The pool takes no stake now', advice: 'Try again later. Exits and claims still work.' },
  UNSUPPORTED_POOL_CODE: { title: 'The pool’s code is not supported', advice: 'Nothing was paid.' },
  WOULD_REVERT: { title: 'The pool would refuse this', advice: 'Nothing was paid.' },
  HISTORY_INCOMPLETE: { title: 'History incomplete', advice: 'Use a wallet network with a full node, then try again.' },
  CHAIN_UNAVAILABLE: { title: 'The network does not answer', advice: 'This page reads its figures again by itself.' },
  CHAIN_INCONSISTENT: {
    title: 'The network contradicts itself',
    advice: 'This page reads its figures again by itself.',
  },
};

const byNumber: Readonly<Record<string, Words>> = {
  '4001': {
    title: 'Refused in the wallet',
    message: 'You said no. Nothing was sent.',
    advice: 'Start again whenever you like.',
  },
  '4100': {
    title: 'The wallet does not allow this',
    advice: 'Connect the account to this site again; install the Snap if it was removed.',
  },
  '4200': { title: 'The wallet cannot do this', advice: 'Use MetaMask Flask.' },
  '4900': { title: 'The wallet is offline', advice: 'Check its connection to the network.' },
  '4901': { title: 'The wallet is offline', advice: 'Check its connection to this network.' },
  '4902': {
    title: 'The wallet does not know this network',
    advice: "Add the network in the wallet's settings, then try again.",
  },
  '-32002': {
    title: 'The wallet waits for you',
    message: 'A question of this site is already open there.',
    advice: 'Open the wallet and answer it.',
  },
  '-32601': { title: 'The wallet cannot do this', advice: 'Update the wallet and the Snap, or use MetaMask Flask.' },
  '-32602': { title: 'The request was not accepted', advice: 'Check what you entered.' },
};

/** A node's own words are for those who run it: these are for the person. */
const byNodeError: Readonly<Record<NodeErrorKind, Required<Words>>> = {
  funds: {
    title: 'Not enough ETH',
    message: 'The account holds too little ETH for the amount and the network fee.',
    advice: 'Nothing was sent. Enter less, or add ETH.',
  },
  nonce: {
    title: 'Another transaction went first',
    message: 'The account has sent another transaction in the meantime.',
    advice: 'Nothing was sent. Try again.',
  },
  replacement: {
    title: 'A transaction is waiting already',
    message: 'The account has one with the same number, which this one does not outbid.',
    advice: 'Wait for it, or speed it up or cancel it in the wallet.',
  },
  known: {
    title: 'Sent already',
    message: 'The network has this transaction.',
    advice: 'The wallet shows what becomes of it.',
  },
  fee: {
    title: 'The network fee is too low',
    message: 'Blocks take no transaction for the fee that was offered.',
    advice: 'Nothing was sent. Try again, and leave the fee to the wallet.',
  },
  gas: {
    title: 'The gas limit does not fit',
    message: 'It is too low for this transaction, or more than a block takes.',
    advice: 'Nothing was sent. Try again, and leave the limit to the wallet.',
  },
  unreachable: {
    title: 'The network does not answer',
    message: "The wallet's node could not be reached.",
    advice: 'Check the connection, then try again.',
  },
  slow: {
    title: 'The network does not answer',
    message: "The wallet's node took too long.",
    advice: 'Try again. If a transaction was sent, the activity list shows it.',
  },
  busy: {
    title: 'The network is busy',
    message: "The wallet's node is asked too much at this time.",
    advice: 'Wait a minute, then try again.',
  },
};

/** Numbers of EIP-1193: the wallet itself says so, whatever words it has from elsewhere. */
const isWalletNumber = (number: number | undefined): number is number => number !== undefined && number >= 4000;

/** The layers of a wrapped error, the outermost first. */
function layersOf(error: unknown): Record<string, unknown>[] {
  const layers: Record<string, unknown>[] = [];
  for (let layer: unknown = error; typeof layer === 'object' && layer !== null && layers.length < 6;) {
    const record = layer as Record<string, unknown>;
    layers.push(record);
    layer = record['data'] ?? record['cause'];
  }
  return layers;
}

/** The first error number that has words, however deep the wallet wrapped it. */
export function errorNumberOf(error: unknown): number | undefined {
  const found = layersOf(error).find(({ code }) => typeof code === 'number' && Object.hasOwn(byNumber, String(code)));
  return found?.['code'] as number | undefined;
}

/** The stable code of an error of the Snap or of core's own reads; `undefined` for others. */
export function stakingCodeOf(error: unknown): ErrorCode | undefined {
  return isStakingError(error) ? error.code : errorCodeOf(error);
}

/** What does not fit in an answer of the Snap: the problem may be a part of a sentence, or a whole one. */
function wordsOfMisfit({ path, problem }: InvalidFieldError): string {
  if (path === '') {
    return "The Snap's answer is not what this page expects.";
  }
  return /^(?:is|must) /u.test(problem)
    ? `In the Snap's answer, “${path}” ${problem}.`
    : `In the Snap's answer, “${path}” is not what this page expects. ${problem.replace(/\.?$/u, '.')}`;
}

/** What an error with a stable code says in words of ours: those of the code, and not of what lies deeper. */
function stakingWordsOf(error: unknown, code: ErrorCode): string {
  const found = layersOf(error).find(({ data }) => (data as { code?: unknown } | null | undefined)?.code === code);
  const message = isStakingError(error) ? error.message : found?.['message'];
  return typeof message === 'string' && message !== '' ? plainText(message, longestMessage) : errorWordsOf(error);
}

function wordsByCause(error: unknown): Words | undefined {
  const code = stakingCodeOf(error);
  if (code) {
    return { message: stakingWordsOf(error, code), ...byCode[code] };
  }
  const number = errorNumberOf(error);
  const kind = isWalletNumber(number) ? undefined : kindOfNodeError(error);
  return kind ? byNodeError[kind] : number === undefined ? undefined : byNumber[String(number)];
}

/** Says what an error means. The only place where the site turns errors into words. */
export function describeError(error: unknown): Described {
  if (error instanceof SiteError) {
    return { title: error.title, message: error.message, advice: error.advice, isRefusal: false };
  }
  if (error instanceof InvalidFieldError) {
    return {
      title: 'Unexpected answer',
      message: plainText(wordsOfMisfit(error), longestMessage),
      advice: 'Update the Snap, then reload this page.',
      isRefusal: false,
    };
  }
  const words = wordsByCause(error);
  return {
    title: words?.title ?? 'Something went wrong',
    message: words?.message ?? errorWordsOf(error),
    advice: words?.advice ?? 'If a transaction was sent, the activity list shows it.',
    isRefusal: !stakingCodeOf(error) && errorNumberOf(error) === 4001,
  };
}
