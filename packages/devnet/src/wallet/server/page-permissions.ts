import { invalidParams } from './rpc-errors';
import type { AskForAccount, Session, WalletContext } from './session';

/** `wallet_getPermissions`: what a page of this origin may do. */
export function readPermissions({ connected, isSnapConnected }: Session, origin: string, snapId: string) {
  const accounts = {
    invoker: origin,
    parentCapability: 'eth_accounts',
    caveats: [{ type: 'restrictReturnedAccounts', value: connected }],
  };
  const snaps = {
    invoker: origin,
    parentCapability: 'wallet_snap',
    caveats: [{ type: 'snapIds', value: { [snapId]: {} } }],
  };
  return [...(connected.length > 0 ? [accounts] : []), ...(isSnapConnected ? [snaps] : [])];
}

const firstParam = (params: unknown): unknown => (Array.isArray(params) ? (params as unknown[])[0] : undefined);

/** `wallet_revokePermissions`. */
export function revokePermissions({ session, onChange }: WalletContext, params: unknown): null {
  const given = firstParam(params);
  if (typeof given !== 'object' || given === null) {
    throw invalidParams('Expected params [{ eth_accounts: {} }].');
  }
  session.connected = 'eth_accounts' in given ? [] : session.connected;
  session.isSnapConnected = session.isSnapConnected && !('wallet_snap' in given);
  onChange();
  return null;
}

/** `wallet_requestPermissions`: asks anew which account the site may see. */
export async function requestAccountPermission(
  { session, onChange }: WalletContext,
  askForAccount: AskForAccount,
  origin: string,
  params: unknown,
): Promise<void> {
  const given = firstParam(params);
  if (typeof given !== 'object' || given === null || Object.keys(given).join() !== 'eth_accounts') {
    throw invalidParams('Expected params [{ eth_accounts: {} }]; Snaps are asked for with wallet_requestSnaps.');
  }
  session.connected = await askForAccount(origin, origin);
  onChange();
}
