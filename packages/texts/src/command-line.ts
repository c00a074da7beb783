import common from './generated/en/common';
import reasons from './generated/en/reasons';
import { FileError, StakingError } from '@pooled-staking/core';
import { explainError, explainFault } from './reasons';
import { createTranslator, type Translator } from './translator';

/** What command lines and the tools of the devnet say: the reasons alone, in English. */
export const inEnglish: Translator<'common' | 'reasons'> = createTranslator('en', common, reasons);

/** What is said of an error: of core's in words, of any other its own message. */
export function wordsOf(error: unknown): string {
  if (error instanceof StakingError) {
    return explainError(error, inEnglish);
  }
  if (error instanceof FileError) {
    return explainFault(error, inEnglish);
  }
  return error instanceof Error ? error.message : String(error);
}
