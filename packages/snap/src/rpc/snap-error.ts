import type { Json } from '@metamask/snaps-sdk';

/**
 * An error that the wallet hands to the dapp instead of stopping the Snap. The same on the wire as the SDK's class of this
 * name, which brings nine kilobytes of checks with it: wallets know it by what it serialises to. The stack stays inside.
 */
export class SnapError extends Error {
  override readonly name = 'SnapError';

  constructor(
    readonly code: number,
    message: string,
    readonly data?: Readonly<Record<string, Json>>,
  ) {
    super(message);
  }

  /** What the wallet takes for an error of a Snap. */
  serialize(): Json {
    const { code, message, data } = this;
    const cause = { code, message, stack: null, ...(data ? { data } : {}) };
    // oxlint-disable-next-line eslint-js/no-restricted-syntax -- the wallet knows it by these words
    return { code: -31002, message: 'Snap Error', data: { cause } };
  }
}
