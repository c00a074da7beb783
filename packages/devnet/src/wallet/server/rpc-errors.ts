import { JsonRpcError } from '@metamask/rpc-errors';

import type { RpcError } from '../protocol';

/** Error codes of EIP-1193, EIP-1474, EIP-5792 and of wallets at large. */
export const errorCodes = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  alreadyPending: -32002,
  limitExceeded: -32005,
  serverError: -32000,
  userRejected: 4001,
  unauthorized: 4100,
  unsupportedMethod: 4200,
  unknownChain: 4902,
  unsupportedScopes: 5100,
  invalidSessionProperties: 5302,
  unsupportedCapability: 5700,
  chainWithoutBatches: 5710,
  duplicateBatchId: 5720,
  unknownBatchId: 5730,
  batchTooLarge: 5740,
  upgradeRejected: 5750,
} as const;

type WalletError = InstanceType<typeof JsonRpcError>;
type ErrorData = ConstructorParameters<typeof JsonRpcError>[2];

/** A JSON-RPC error; `data` is left out when there is none, because the Snaps runtime takes no `undefined`. */
export function rpcError(code: number, message: string, data?: unknown): WalletError {
  return data === undefined ? new JsonRpcError(code, message) : new JsonRpcError(code, message, data as ErrorData);
}

export function userRejected(what: string): WalletError {
  return rpcError(errorCodes.userRejected, `${what} was refused in the wallet.`);
}

export function invalidParams(message: string): WalletError {
  return rpcError(errorCodes.invalidParams, message);
}

export function unauthorized(message: string): WalletError {
  return rpcError(errorCodes.unauthorized, message);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Any thrown value as a JSON-RPC error; what is not one becomes an internal error with its message. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof JsonRpcError) {
    const { code, message, data } = error as WalletError;
    return data === undefined ? { code, message } : { code, message, data };
  }
  return { code: errorCodes.internal, message: messageOf(error) };
}
