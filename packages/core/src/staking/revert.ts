import type { StakingErrorCode } from '../errors';

/** Why a contract refused a call: the error's own name, words for a person, and our code for it. */
export type RevertReason = {
  readonly name: string;
  readonly words: string;
  readonly code: StakingErrorCode;
  /** What the contract itself says: a stranger's text, on one line and cut. */
  readonly said?: string;
};
