import { errorCodeOf, InvalidFieldError, type ErrorCode } from '@pooled-staking/api';
import { isStakingError } from '@pooled-staking/core';

/** What a wallet, or what it answers with, may have wrong. */
export type WalletErrorCode =
  | 'networkNotAdded'
  | 'noAccount'
  | 'noHash'
  | 'noNetwork'
  | 'otherAccount'
  | 'otherNetwork'
  | 'snapNotInstalled'
  | 'unexpectedTransaction';

/** What an error of a wallet is about: the name of a network, and the number of its chain. */
export type WalletErrorFacts = { readonly network: string; readonly chain: string };

/**
 * What these hooks find wrong with a wallet, by its code: words are the page's. `networkNotAdded`: the wallet does not know the
 * network of `facts`. `noAccount`, `noNetwork`, `noHash`: it was asked for one and gave something else. `otherAccount`,
 * `otherNetwork`: it has moved since the person began. `snapNotInstalled`: it took the request and has no Snap all the same.
 * `unexpectedTransaction`: what the Snap proposes is not what was asked for, and was not sent.
 */
export class WalletError extends Error {
  override readonly name = 'WalletError';

  constructor(
    readonly code: WalletErrorCode,
    readonly facts: WalletErrorFacts = { network: '', chain: '' },
  ) {
    super(code);
  }
}

/** Numbers of EIP-1193 and JSON-RPC that say what a wallet means. */
const walletNumbers = [4001, 4100, 4200, 4900, 4901, 4902, -32_002, -32_601, -32_602] as const;
export type WalletNumber = (typeof walletNumbers)[number];

/** The layers of a wrapped error, the outermost first. */
export function layersOf(error: unknown): Record<string, unknown>[] {
  const layers: Record<string, unknown>[] = [];
  for (let layer: unknown = error; typeof layer === 'object' && layer !== null && layers.length < 6;) {
    const record = layer as Record<string, unknown>;
    layers.push(record);
    layer = record['data'] ?? record['cause'];
  }
  return layers;
}

/** The first number of {@link walletNumbers} in an error, however deep the wallet wrapped it. */
export function walletNumberOf(error: unknown): WalletNumber | undefined {
  for (const { code } of layersOf(error)) {
    const known = walletNumbers.find((number) => number === code);
    if (known !== undefined) {
      return known;
    }
  }
  return undefined;
}

/** The stable code of an error of the Snap or of core's own reads; `undefined` for others. */
export function stakingCodeOf(error: unknown): ErrorCode | undefined {
  return isStakingError(error) ? error.code : errorCodeOf(error);
}

/** True when the person said no: nothing is wrong. */
export function isRefusal(error: unknown): boolean {
  return (
    !(error instanceof WalletError || error instanceof InvalidFieldError) &&
    !stakingCodeOf(error) &&
    walletNumberOf(error) === 4001
  );
}

/** A failure that may pass by itself: the node was away for a moment, or has not seen the newest block yet. */
export function mayPass(error: unknown): boolean {
  const code = stakingCodeOf(error);
  return code === 'CHAIN_UNAVAILABLE' || code === 'CHAIN_INCONSISTENT';
}
