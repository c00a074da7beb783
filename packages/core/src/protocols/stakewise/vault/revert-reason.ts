import { decodeValues, parseType } from '../../../chain/abi-values';
import { plainText } from '../../../chain/plain-text';
import { errorMessageOf, revertDataOf } from '../../../chain/error-layers';
import type { RevertReason } from '../../../staking/revert';
import type { Hex } from '../../../units';
import { vaultInterface } from './abi';

const known: Readonly<Record<string, Omit<RevertReason, 'name'>>> = {
  AccessDenied: { code: 'ACCOUNT_BLOCKED', words: 'The pool does not allow this account to do that.' },
  InvalidShares: { code: 'AMOUNT_TOO_SMALL', words: 'The amount is too small for the pool.' },
  InvalidAssets: { code: 'AMOUNT_TOO_SMALL', words: 'The amount is too small for the pool.' },
  ZeroAddress: { code: 'WOULD_REVERT', words: 'The receiver is the zero address.' },
  CapacityExceeded: { code: 'CAPACITY_EXCEEDED', words: 'The pool would hold more than its capacity.' },
  NotHarvested: { code: 'NOT_HARVESTED', words: 'The pool must take in the latest report before it accepts a stake.' },
  NotCollateralized: { code: 'NOT_COLLATERALIZED', words: 'The pool has no validators yet.' },
  Collateralized: {
    code: 'WOULD_REVERT',
    words: 'The pool has validators now, so the exit must go through the queue.',
  },
  InvalidProof: {
    code: 'HARVEST_PROOF_UNAVAILABLE',
    words: 'The reward proof does not match the report on the chain.',
  },
  InvalidRewardsRoot: { code: 'HARVEST_PROOF_UNAVAILABLE', words: 'The reward proof belongs to an old report.' },
  InvalidCheckpointIndex: { code: 'WOULD_REVERT', words: 'The claim points at the wrong place in the exit queue.' },
  ExitRequestNotProcessed: {
    code: 'NOTHING_TO_CLAIM',
    words: 'The exit cannot be claimed yet, or was claimed already.',
  },
  ClaimTooEarly: { code: 'CLAIM_TOO_EARLY', words: 'The waiting time of the exit is not over.' },
  InsufficientAssets: { code: 'WOULD_REVERT', words: 'The pool does not hold enough free ETH for that now.' },
  FailedInnerCall: { code: 'WOULD_REVERT', words: 'The receiver does not accept ETH.' },
  FailedCall: { code: 'WOULD_REVERT', words: 'The receiver does not accept ETH.' },
};

/** The text of a contract is a stranger's: it never stands without who says it. */
const refusalWords = (said: string): string => `The contract refuses the call: ${plainText(said)}`;

const panicSelector = '0x4e487b71';
const errorSelector = '0x08c379a0';

/**
 * Puts revert data into words. Sources: the vault's custom errors; Solidity's `Panic(uint256)` and `Error(string)`.
 * Version 1 of the vault loses the reason inside `multicall`, so simulate each call alone to explain a failure.
 */
export function explainRevert(data: Hex): RevertReason {
  const name = vaultInterface.errorName(data);
  const reason = name === undefined ? undefined : known[name];
  if (name !== undefined && reason) {
    return { name, ...reason };
  }
  if (data.startsWith(panicSelector) && BigInt(`0x${data.slice(10) || '0'}`) === 0x11n) {
    return {
      name: 'Panic(0x11)',
      code: 'INSUFFICIENT_STAKE',
      words: 'The amount is more than the account has staked.',
    };
  }
  if (data.startsWith(errorSelector)) {
    try {
      const [text] = decodeValues([parseType('string')], `0x${data.slice(10)}`);
      return { name: 'Error', code: 'WOULD_REVERT', words: refusalWords(String(text)), said: plainText(String(text)) };
    } catch {
      return { name: 'Error', code: 'WOULD_REVERT', words: 'The contract refuses the call.' };
    }
  }
  if (data === '0x') {
    return { name: 'no reason', code: 'WOULD_REVERT', words: 'The contract refuses the call and gives no reason.' };
  }
  const selector = data.slice(0, 10);
  return { name: selector, code: 'WOULD_REVERT', words: `The contract refuses the call (error ${selector}).` };
}

/** As many letters of an error as are shown when it stands alone. */
const longestMessage = 500;

/** A selector, and arguments of an error in whole words: what a contract gives back when it refuses a call. */
const revertPattern = /^0x[0-9a-f]{8}(?:[0-9a-f]{64})*$/iu;

/** How nodes that give no revert data repeat the text of a contract. */
const revertedPattern = /\breverted:\s*(?:revert:?\s*)?(?=\S)(?!custom error)(.*)$/isu;

/**
 * What an error of a node or a wallet says, for a person. A refusal of a contract is told by its reason: nodes repeat its
 * bytes or its text in their message, as letters of the contract's choice.
 */
export function errorWordsOf(error: unknown): string {
  const data = revertDataOf(error);
  if (data !== undefined && revertPattern.test(data)) {
    return explainRevert(data).words;
  }
  const message = errorMessageOf(error);
  const [, said] = (data === undefined ? null : revertedPattern.exec(message)) ?? [];
  return said === undefined ? plainText(message, longestMessage) : refusalWords(said);
}
