import type {
  OnCronjobHandler,
  OnRpcRequestHandler,
  OnSignatureHandler,
  OnTransactionHandler,
  OnUserInputHandler,
} from '@metamask/snaps-sdk';
import { handleSignature } from './insight/handle-signature';
import { handleTransaction } from './insight/handle-transaction';
import { handleUserInput } from './insight/handle-user-input';
import { runJob } from './jobs';
import { toSnapError } from './rpc/errors';
import { createHandleRequest } from './rpc/handle-request';
import { createWallet } from './wallet/wallet';

// The globals are typed method by method; the Snap's own modules take them as plain request functions.
const wallet = createWallet({
  snap: async (args) => snap.request(args as never),
  ethereum: async (args) => ethereum.request(args as never),
  fetch: async (url, options) => fetch(url, options),
});

const handleRequest = createHandleRequest(wallet);

/** Whatever goes wrong: anything but an error of the SDK would crash the Snap. */
async function safely<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toSnapError(error);
  }
}

/** Answers the JSON-RPC methods of `@pooled-staking/api`. */
export const onRpcRequest: OnRpcRequestHandler = async ({ origin, request }) => handleRequest(origin, request);

/** Says what a transaction to a pool does before the person signs it. */
export const onTransaction: OnTransactionHandler = async ({ transaction, chainId, transactionOrigin }) =>
  handleTransaction(wallet, { transaction, chainId, origin: transactionOrigin });

/** Says what a signature lets happen to a stake before the person gives it. */
export const onSignature: OnSignatureHandler = async ({ signature, signatureOrigin }) =>
  // The SDK's type of the answer knows no JSX, though wallets take it as they do for transactions.
  handleSignature(wallet, { signature, origin: signatureOrigin }) as ReturnType<OnSignatureHandler>;

/** Answers the buttons of what the Snap shows. */
export const onUserInput: OnUserInputHandler = async ({ id, event, context }) =>
  safely(async () => handleUserInput(wallet, id, event, context));

/** Does what the Snap asked to be woken for. */
export const onCronjob: OnCronjobHandler = async ({ request }) =>
  safely(async () => runJob(wallet, request.method, request.params));
