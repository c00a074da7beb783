import { InvalidFieldError, rpcErrorNumbers } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { explainError, explainFailure } from '@pooled-staking/texts';
import { createSnapTranslator, type SnapTranslator } from '@pooled-staking/texts/snap';
import { hasErrorCode, UnknownNetworkError } from '../wallet/provider';
import { UnsureError } from '../wallet/session';
import { SnapError } from './snap-error';

/** Numbers of EIP-1193 and EIP-1474 that are no part of the contract with dapps. */
const unauthorized = 4100;
const resourceUnavailable = -32002;

/** Who asks is not a web page. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';
}

/** There is no such method. */
export class UnknownMethodError extends Error {
  override readonly name = 'UnknownMethodError';
}

/** A page asks for more than is read side by side. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
}

/** The person refused in the Snap's own dialog. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Pages are told in English, whatever the person's language: what they show is their own. */
export const inEnglish = (): SnapTranslator => createSnapTranslator('en');

/** What an error of a read says to a page. */
export function messageOf(error: StakingError | UnknownNetworkError): string {
  const texts = inEnglish();
  if (error instanceof StakingError) {
    return explainError(error, texts);
  }
  const { name, chainId } = error.network;
  return texts.t('rpc.unknownNetwork', { network: name, chain: String(chainId) });
}

/**
 * The one place where errors become what a dapp sees. Anything that is not a Snap error would crash the Snap, and an
 * unexpected error may hold what is nobody's business, so its own words stay inside.
 */
export function toSnapError(error: unknown): SnapError {
  if (error instanceof InvalidFieldError) {
    return new SnapError(rpcErrorNumbers.invalidParams, error.message, { path: error.path });
  }
  if (error instanceof StakingError) {
    return new SnapError(rpcErrorNumbers.staking, messageOf(error), { ...error.details, code: error.code });
  }
  if (error instanceof UnknownNetworkError) {
    return new SnapError(rpcErrorNumbers.unknownNetwork, messageOf(error), {
      chainId: `eip155:${error.network.chainId}`,
    });
  }
  if (error instanceof UnknownMethodError) {
    return new SnapError(rpcErrorNumbers.methodNotFound, error.message);
  }
  if (error instanceof TooManyRequestsError) {
    return new SnapError(rpcErrorNumbers.limitExceeded, error.message);
  }
  if (error instanceof UnauthorizedError) {
    return new SnapError(unauthorized, error.message);
  }
  if (error instanceof RefusedError || hasErrorCode(error, rpcErrorNumbers.userRejected)) {
    return new SnapError(rpcErrorNumbers.userRejected, inEnglish().t('rpc.rejected'));
  }
  if (error instanceof UnsureError) {
    const texts = inEnglish();
    const said = explainFailure(error.failure, texts);
    return new SnapError(rpcErrorNumbers.internal, texts.t('rpc.unsure', { said }));
  }
  if (hasErrorCode(error, resourceUnavailable)) {
    return new SnapError(resourceUnavailable, inEnglish().t('rpc.busy'));
  }
  return new SnapError(rpcErrorNumbers.internal, inEnglish().t('rpc.internal'));
}
