import { errorMessageOf, revertDataOf } from '../chain/error-layers';
import { plainText } from '../chain/plain-text';
import type { Failure, RevertReason } from '../problems';
import { explainPlainRevert } from '../staking/revert';
import type { Hex } from '../units';
import { revertReasons } from './reverts';

/** Why revert data says that some contract refused: by the first protocol that knows the error by name. */
export function explainRevert(data: Hex): RevertReason {
  const plain = explainPlainRevert(data);
  return revertReasons.map((explain) => explain(data)).find(({ name }) => name !== plain.name) ?? plain;
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
