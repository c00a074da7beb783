import { InvalidFieldError, rpcErrorNumbers } from '@pooled-staking/api';
import { StakingError, type PoolOnNetwork } from '@pooled-staking/core';
import { explainError, explainFailure } from '@pooled-staking/texts';
import { createSnapTranslator, type SnapTranslator } from '@pooled-staking/texts/snap';
import { textsOfPool } from '../ui/display';
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
export function inEnglish(where?: PoolOnNetwork): SnapTranslator {
  const texts = createSnapTranslator('en');
  return where ? textsOfPool(texts, where) : texts;
}

/** What an error says to whoever reads in the language of the texts. An unexpected one keeps its own words. */
export function wordsOfError(error: unknown, texts: SnapTranslator): string {
  const { t } = texts;
  if (error instanceof StakingError) {
    return explainError(error, texts);
  }
  if (error instanceof UnknownNetworkError) {
    const { name, chainId } = error.network;
    return t('rpc.unknownNetwork', { network: name, chain: String(chainId) });
  }
  if (error instanceof RefusedError || hasErrorCode(error, rpcErrorNumbers.userRejected)) {
    return t('rpc.rejected');
  }
  if (error instanceof UnsureError) {
    return t('rpc.unsure', { said: explainFailure(error.failure, texts) });
  }
  return t(hasErrorCode(error, resourceUnavailable) ? 'rpc.busy' : 'rpc.internal');
}

/** What an error says to a page; `where` is what it asked of. */
export const messageOf = (error: unknown, where?: PoolOnNetwork): string => wordsOfError(error, inEnglish(where));

/**
 * The one place where errors become what a dapp sees. Anything that is not a Snap error would crash the Snap, and an
 * unexpected error may hold what is nobody's business, so its own words stay inside.
 */
export function toSnapError(error: unknown, where?: PoolOnNetwork): SnapError {
  if (error instanceof InvalidFieldError) {
    return new SnapError(rpcErrorNumbers.invalidParams, error.message, { path: error.path });
  }
  if (error instanceof StakingError) {
    return new SnapError(rpcErrorNumbers.staking, messageOf(error, where), { ...error.details, code: error.code });
  }
  if (error instanceof UnknownNetworkError) {
    return new SnapError(rpcErrorNumbers.unknownNetwork, messageOf(error, where), {
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
    return new SnapError(rpcErrorNumbers.userRejected, messageOf(error, where));
  }
  const isBusy = !(error instanceof UnsureError) && hasErrorCode(error, resourceUnavailable);
  return new SnapError(isBusy ? resourceUnavailable : rpcErrorNumbers.internal, messageOf(error, where));
}
