import type { StakingErrorCode, StakingProblem } from './problems';

export { stakingErrorCodes, type StakingErrorCode } from './problems';

/** Facts that go with an error to whoever is told of it: amounts as decimal strings in wei, times as ISO 8601. */
export type StakingErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The facts that are texts, numbers and the like. */
function plainFacts(problem: StakingProblem): StakingErrorDetails {
  const plain = Object.entries(problem).filter(([name, fact]) => name !== 'kind' && typeof fact !== 'object');
  return Object.fromEntries(
    plain.map(([name, fact]) => [name, typeof fact === 'bigint' ? fact.toString() : fact]),
  );
}

/**
 * The one error type of `core`: a stable code and what went wrong, with its facts. The words for a person are in
 * `texts`; the message is for developers.
 */
export class StakingError extends Error {
  override readonly name = 'StakingError';

  constructor(
    readonly code: StakingErrorCode,
    readonly problem: StakingProblem,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${problem.kind} ${JSON.stringify(plainFacts(problem))}`, options);
  }

  /** The plain facts, without those that only the words need. */
  get details(): StakingErrorDetails {
    return plainFacts(this.problem);
  }
}

/** True for an error of ours with (one of) the given codes; any code when none is given. */
export function isStakingError(error: unknown, ...codes: StakingErrorCode[]): error is StakingError {
  return error instanceof StakingError && (codes.length === 0 || codes.includes(error.code));
}
