import type { StakingErrorCode, StakingProblem } from './problems';

export { stakingErrorCodes, type StakingErrorCode } from './problems';

/** Facts that go with an error to whoever is told of it: amounts as decimal strings in wei, times as ISO 8601. */
export type StakingErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

const toText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

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
    const { kind, ...facts } = problem;
    super(`${code}: ${kind} ${JSON.stringify(facts, toText)}`, options);
  }

  /** The plain facts, without those that only the words need. */
  get details(): StakingErrorDetails {
    const plain = Object.entries(this.problem).filter(([name, fact]) => name !== 'kind' && typeof fact !== 'object');
    return Object.fromEntries(plain.map(([name, fact]) => [name, toText(name, fact)])) as StakingErrorDetails;
  }
}

/**
 * True for an error of ours with (one of) the given codes; any code when none is given.
 * @example
 * ```ts
 * import { isStakingError, poolById } from '@pooled-staking/core';
 *
 * try {
 *   poolById('eip155:5:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA');
 * } catch (error) {
 *   console.log(isStakingError(error, 'UNSUPPORTED_CHAIN')); // true
 * }
 * ```
 */
export function isStakingError(error: unknown, ...codes: StakingErrorCode[]): error is StakingError {
  return error instanceof StakingError && (codes.length === 0 || codes.includes(error.code));
}
