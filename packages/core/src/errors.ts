/** What can go wrong, as a closed list; the words beside it say what to do. */
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
  'WOULD_REVERT',
  'HISTORY_INCOMPLETE',
  'CHAIN_UNAVAILABLE',
  'CHAIN_INCONSISTENT',
] as const;

export type StakingErrorCode = (typeof stakingErrorCodes)[number];

/** Facts that go with an error: amounts as decimal strings in wei, times as ISO 8601. */
export type StakingErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The one error type of `core`: a stable code, words for a person, and the facts behind them. */
export class StakingError extends Error {
  override readonly name = 'StakingError';

  constructor(
    readonly code: StakingErrorCode,
    message: string,
    readonly details: StakingErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** True for an error of ours with (one of) the given codes; any code when none is given. */
export function isStakingError(error: unknown, ...codes: StakingErrorCode[]): error is StakingError {
  return error instanceof StakingError && (codes.length === 0 || codes.includes(error.code));
}
