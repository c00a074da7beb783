import { decodeValues, parseType } from '../../../chain/abi-values';
import { plainText } from '../../../chain/plain-text';
import { errorMessageOf, revertDataOf } from '../../../chain/error-layers';
import type { Failure, RevertReason, StakingErrorCode } from '../../../problems';
import type { Hex } from '../../../units';
import { vaultInterface } from './abi';

/** Our code for each error of the vault. */
const codes: Readonly<Record<string, StakingErrorCode>> = {
  AccessDenied: 'ACCOUNT_BLOCKED',
  InvalidShares: 'AMOUNT_TOO_SMALL',
  InvalidAssets: 'AMOUNT_TOO_SMALL',
  ZeroAddress: 'WOULD_REVERT',
  CapacityExceeded: 'CAPACITY_EXCEEDED',
  NotHarvested: 'NOT_HARVESTED',
  NotCollateralized: 'NOT_COLLATERALIZED',
  Collateralized: 'WOULD_REVERT',
  InvalidProof: 'HARVEST_PROOF_UNAVAILABLE',
  InvalidRewardsRoot: 'HARVEST_PROOF_UNAVAILABLE',
  InvalidCheckpointIndex: 'WOULD_REVERT',
  ExitRequestNotProcessed: 'NOTHING_TO_CLAIM',
  ClaimTooEarly: 'CLAIM_TOO_EARLY',
  InsufficientAssets: 'WOULD_REVERT',
  FailedInnerCall: 'WOULD_REVERT',
  FailedCall: 'WOULD_REVERT',
};

const panicSelector = '0x4e487b71';
const errorSelector = '0x08c379a0';

/**
 * Why revert data says that a contract refused. Sources: the vault's custom errors; Solidity's `Panic(uint256)` and
 * `Error(string)`. Version 1 of the vault loses the reason inside `multicall`, so simulate each call alone to explain a
 * failure.
 */
export function explainRevert(data: Hex): RevertReason {
  const name = vaultInterface.errorName(data);
  const code = name === undefined ? undefined : codes[name];
  if (name !== undefined && code) {
    return { name, code };
  }
  if (data.startsWith(panicSelector) && BigInt(`0x${data.slice(10) || '0'}`) === 0x11n) {
    return { name: 'Panic(0x11)', code: 'INSUFFICIENT_STAKE' };
  }
  if (data.startsWith(errorSelector)) {
    try {
      const [text] = decodeValues([parseType('string')], `0x${data.slice(10)}`);
      return { name: 'Error', code: 'WOULD_REVERT', said: plainText(String(text)) };
    } catch {
      return { name: 'Error', code: 'WOULD_REVERT' };
    }
  }
  return { name: data === '0x' ? 'no reason' : data.slice(0, 10), code: 'WOULD_REVERT' };
}

/** As many letters of an error as are shown when it stands alone. */
const longestMessage = 500;

/** A selector, and arguments of an error in whole words: what a contract gives back when it refuses a call. */
const revertPattern = /^0x[0-9a-f]{8}(?:[0-9a-f]{64})*$/iu;

/** How nodes that give no revert data repeat the text of a contract. */
const revertedPattern = /\breverted:\s*(?:revert:?\s*)?(?=\S)(?!custom error)(.*)$/isu;

/**
 * What an error of a node or a wallet says. A refusal of a contract is told by its reason: nodes repeat its bytes or its
 * text in their message, as letters of the contract's choice.
 */
export function failureOf(error: unknown): Failure {
  const data = revertDataOf(error);
  if (data !== undefined && revertPattern.test(data)) {
    return { revert: explainRevert(data) };
  }
  const message = errorMessageOf(error);
  const [, said] = (data === undefined ? null : revertedPattern.exec(message)) ?? [];
  return said === undefined
    ? { said: plainText(message, longestMessage) }
    : { revert: { name: 'Error', code: 'WOULD_REVERT', said: plainText(said) } };
}
