/**
 * Why the operator did not do what it was asked for, in words that say what to do about it. `isBadInput` tells a
 * malformed command from one that the chain's state does not allow.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    message: string,
    readonly isBadInput = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
