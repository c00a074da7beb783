import { decodeValues, parseType } from '../chain/abi-values';
import type { StakingErrorCode } from '../errors';
import type { Hex } from '../units';
import { vaultInterface } from './abi';

/** Why a contract refused a call: the error's own name, words for a person, and our code for it. */
export type RevertReason = {
  readonly name: string;
  readonly words: string;
  readonly code: StakingErrorCode;
  /** What the contract itself says, as it says it: a stranger's text. */
  readonly said?: string;
};

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
      return {
        name: 'Error',
        code: 'WOULD_REVERT',
        words: `The contract refuses the call: ${String(text).slice(0, 200)}`,
        // Letters that are not drawn can turn others around.
        said: String(text)
          .slice(0, 200)
          .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
          .trim(),
      };
    } catch {
      return { name: 'Error', code: 'WOULD_REVERT', words: 'The contract refuses the call.' };
    }
  }
  return {
    name: data === '0x' ? 'no reason' : data.slice(0, 10),
    code: 'WOULD_REVERT',
    words: 'The contract refuses the call and gives no reason.',
  };
}
