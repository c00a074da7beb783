import { permittedMethods } from '@metamask/snaps-rpc-methods';

import { rpcError, errorCodes } from './rpc-errors';

type Implementation = (
  request: { jsonrpc: '2.0'; id: number; method: string; params: unknown },
  response: { result?: unknown },
  next: () => void,
  end: (error?: Error) => void,
  hooks: Readonly<Record<string, unknown>>,
) => Promise<void> | void;

/**
 * Answers a method of a Snap with the platform's own code, which checks the params and words the errors as wallets do;
 * the hooks are what a wallet adds. For methods that the simulation has no hooks for, or answers otherwise.
 *
 * @throws JsonRpcError as the platform has it.
 */
export async function answerAsPlatform(
  method: string,
  params: unknown,
  hooks: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const handler = permittedMethods.find(({ methodNames }) => methodNames.some((name) => name === method));
  if (!handler) {
    throw rpcError(errorCodes.methodNotFound, `The Snaps platform has no method ${method}.`);
  }
  const response: { result?: unknown } = {};
  let failure: Error | undefined;
  await (handler.implementation as unknown as Implementation)(
    { jsonrpc: '2.0', id: 1, method, params },
    response,
    () => undefined,
    (error) => {
      failure = error;
    },
    { hasPermission: () => true, ...hooks },
  );
  if (failure) {
    throw failure;
  }
  return response.result ?? null;
}
