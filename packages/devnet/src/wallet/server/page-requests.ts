import type { RpcRequest, Toast } from '../protocol';
import type { InstalledSnap } from './installed-snap';
import { answerAboutNetwork, isNodeMethod, readAddedNetwork, readWantedNetwork, viewOf } from './networks';
import type { Network } from './networks';
import { readPermissions, requestAccountPermission, revokePermissions } from './page-permissions';
import { errorCodes, rpcError, userRejected } from './rpc-errors';
import { createCallBatches } from './call-batches';
import { sendAfterApproval, signAfterApproval } from './sending';
import { knownNetworks, refreshAccounts, selectNetwork, visibleAccounts } from './session';
import type { AskForAccount, WalletContext } from './session';

type Answerer = (origin: string, params: unknown) => unknown;

async function connect(context: WalletContext, askForAccount: AskForAccount, origin: string): Promise<string[]> {
  const { session, lock, onChange } = context;
  await lock.unlocked();
  if (session.connected.length === 0) {
    session.connected = await askForAccount(origin, origin);
    onChange();
    await refreshAccounts(context);
  }
  return session.connected;
}

async function switchNetwork(context: WalletContext, origin: string, wanted: Network): Promise<null> {
  const { session, approvals } = context;
  const current = session.network;
  if (wanted.chainId !== current.chainId) {
    const answer = await approvals.ask({
      kind: 'switch-chain',
      origin,
      current: viewOf(current),
      wanted: viewOf(wanted),
    }).answered;
    if (!answer.approved) {
      throw userRejected('The change of network');
    }
    await selectNetwork(context, wanted);
  }
  return null;
}

/** Adds a network and changes to it, as MetaMask does after one question; one that is there already is changed to. */
async function addNetwork(context: WalletContext, origin: string, params: unknown): Promise<null> {
  const { session, approvals } = context;
  const { network, ...words } = readAddedNetwork(session.networks, params);
  if (knownNetworks(session).includes(network)) {
    return switchNetwork(context, origin, network);
  }
  const answer = await approvals.ask({ kind: 'add-chain', origin, network: viewOf(network), ...words }).answered;
  if (!answer.approved) {
    throw userRejected('Adding the network');
  }
  session.preferences = { ...session.preferences, hasAddedNetworks: true };
  await selectNetwork(context, network);
  return null;
}

/** The methods that the wallet answers itself. */
function answerersOf(
  context: WalletContext,
  snap: InstalledSnap,
  askForAccount: AskForAccount,
  onToast: (toast: Toast) => void,
): Readonly<Record<string, Answerer>> {
  const { session } = context;
  const batches = createCallBatches(context, snap, onToast);
  const invoke: Answerer = (origin, params) => snap.invoke(origin, params);
  const asker = (origin: string) => ({ origin, accounts: visibleAccounts(context), network: session.network });
  return {
    eth_accounts: () => visibleAccounts(context),
    eth_coinbase: () => visibleAccounts(context)[0] ?? null,
    eth_requestAccounts: (origin) => connect(context, askForAccount, origin),
    eth_sendTransaction: (origin, params) => sendAfterApproval(context, snap.host(), asker(origin), params),
    eth_signTypedData_v4: (origin, params) => signAfterApproval(context, snap.host(), asker(origin), params),
    wallet_getCapabilities: (_origin, params) => batches.readCapabilities(params),
    wallet_sendCalls: (origin, params) => batches.send(asker(origin), params),
    wallet_getCallsStatus: (origin, params) => batches.readStatus(origin, params),
    wallet_showCallsStatus: (origin, params) => batches.showStatus(origin, params),
    wallet_switchEthereumChain: (origin, params) =>
      switchNetwork(context, origin, readWantedNetwork(knownNetworks(session), params)),
    wallet_addEthereumChain: (origin, params) => addNetwork(context, origin, params),
    wallet_getPermissions: (origin) => readPermissions(session, origin, snap.id),
    wallet_requestPermissions: async (origin, params) => {
      await requestAccountPermission(context, askForAccount, origin, params);
      return readPermissions(session, origin, snap.id);
    },
    wallet_revokePermissions: (_origin, params) => revokePermissions(context, params),
    wallet_getSnaps: () => snap.readSnaps(),
    wallet_requestSnaps: (origin, params) => snap.request(origin, params),
    wallet_invokeSnap: invoke,
    wallet_snap: invoke,
  };
}

/** Answers a request of a page of an origin; rejects with a JSON-RPC error. */
export type AnswerPage = (origin: string, request: RpcRequest) => Promise<unknown>;

/** Answers pages: what is the wallet's own here, reads by the node, and nothing else. */
export function createPageAnswers(
  context: WalletContext,
  snap: InstalledSnap,
  askForAccount: AskForAccount,
  onToast: (toast: Toast) => void,
): AnswerPage {
  const answerers = answerersOf(context, snap, askForAccount, onToast);
  return async (origin, { method, params }) => {
    const { network } = context.session;
    const aboutNetwork = answerAboutNetwork(network, method);
    if (aboutNetwork !== undefined) {
      return aboutNetwork;
    }
    const answerer = Object.hasOwn(answerers, method) ? answerers[method] : undefined;
    if (answerer) {
      return answerer(origin, params);
    }
    if (isNodeMethod(method)) {
      return network.request(method, params);
    }
    throw rpcError(errorCodes.unsupportedMethod, `The development wallet does not offer ${method}.`);
  };
}
