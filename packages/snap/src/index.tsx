import type {
  OnCronjobHandler,
  OnHomePageHandler,
  OnInstallHandler,
  OnRpcRequestHandler,
  OnSettingsPageHandler,
  OnSignatureHandler,
  OnTransactionHandler,
  OnUpdateHandler,
  OnUserInputHandler,
} from '@metamask/snaps-sdk';
import { handleVotesInput } from './governance/handle-votes';
import { votesSurface } from './governance/votes-context';
import { parseContext } from './home/context';
import { handleHome, showHome } from './home/handle-home';
import { handleHomeInput } from './home/handle-input';
import { handleSignature } from './insight/handle-signature';
import { handleTransaction } from './insight/handle-transaction';
import { handleUserInput } from './insight/handle-user-input';
import { tellNews, welcome } from './install/news';
import { runJob } from './jobs';
import { toSnapError } from './rpc/errors';
import { createHandleRequest } from './rpc/handle-request';
import { handleSettingsInput, openSettings, settingsSurface } from './settings/handle-settings';
import { createWallet } from './wallet/wallet';

// The globals are typed method by method; the Snap's own modules take them as plain request functions.
const wallet = createWallet({
  snap: async (args) => snap.request(args as never),
  ethereum: async (args) => ethereum.request(args as never),
  fetch: typeof fetch === 'undefined' ? null : async (url, options) => fetch(url, options),
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
  safely(async () => {
    if (context?.['surface'] === settingsSurface) {
      return handleSettingsInput(wallet, id, event, context, showHome);
    }
    if (context?.['surface'] === votesSurface) {
      return handleVotesInput(wallet, id, event, context, showHome);
    }
    const home = parseContext(context);
    return home ? handleHomeInput(wallet, id, event, home) : handleUserInput(wallet, id, event, context);
  });

/** Shows what the person has staked, and lets them stake, unstake and claim. */
export const onHomePage: OnHomePageHandler = async () => safely(async () => handleHome(wallet));

/** Shows what can be chosen, on a page of its own where the wallet has such pages. */
export const onSettingsPage: OnSettingsPageHandler = async () =>
  safely(async () => ({ id: await openSettings(wallet) }));

/** Says what the Snap can and cannot do. */
export const onInstall: OnInstallHandler = async () => safely(async () => welcome(wallet));

/** Says what is new, where that is worth it. */
export const onUpdate: OnUpdateHandler = async () => safely(async () => tellNews(wallet));

/** Does what the Snap asked to be woken for. */
export const onCronjob: OnCronjobHandler = async ({ request }) =>
  safely(async () => runJob(wallet, request.method, request.params));
