import { answerAboutNetwork, isNodeMethod, readWantedNetwork } from './networks';
import { errorCodes, rpcError } from './rpc-errors';
import { knownNetworks } from './session';
import type { AskForAccount, WalletContext } from './session';

/** Who the Snap is, for a question of its. */
export type SnapIdentity = { id: string; name: string };

/** Answers what the Snap asks of `ethereum` but signatures: it reads, and never sends. */
export async function answerSnap(
  { session, lock }: WalletContext,
  askForAccount: AskForAccount,
  { id, name }: SnapIdentity,
  { method, params }: { method: string; params: unknown },
): Promise<unknown> {
  const own = answerAboutNetwork(session.snapNetwork, method);
  if (own !== undefined) {
    return own;
  }
  switch (method) {
    case 'eth_accounts':
      return lock.isLocked() ? [] : session.snapAccounts;
    case 'eth_requestAccounts':
      await lock.unlocked();
      if (session.snapAccounts.length === 0) {
        session.snapAccounts = await askForAccount(id, name);
      }
      return session.snapAccounts;
    case 'wallet_switchEthereumChain':
      // A Snap has a network of its own: it may change it without asking, and the page's stays.
      session.snapNetwork = readWantedNetwork(knownNetworks(session), params);
      return null;
    default:
      if (isNodeMethod(method)) {
        return session.snapNetwork.request(method, params);
      }
      throw rpcError(errorCodes.methodNotFound, `A Snap cannot call ${method} in the development wallet.`);
  }
}
