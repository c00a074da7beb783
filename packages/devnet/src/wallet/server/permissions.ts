import type { Manifest } from './manifest';
import { unauthorized } from './rpc-errors';

/** Methods of the platform that every Snap may call. */
const openToAll: ReadonlySet<string> = new Set([
  'snap_createInterface',
  'snap_endTrace',
  'snap_getClientStatus',
  'snap_getCurrencyRate',
  'snap_getFile',
  'snap_getInterfaceContext',
  'snap_getInterfaceState',
  'snap_resolveInterface',
  'snap_startTrace',
  'snap_trackError',
  'snap_trackEvent',
  'snap_updateInterface',
]);

/** Methods that ask for a permission of another name; one of them is enough. */
const heldBy: Readonly<Record<string, readonly string[]>> = {
  snap_cancelBackgroundEvent: ['endowment:cronjob'],
  snap_clearState: ['snap_manageState'],
  snap_closeWebSocket: ['endowment:network-access'],
  snap_experimentalProviderRequest: ['endowment:ethereum-provider'],
  snap_getBackgroundEvents: ['endowment:cronjob'],
  snap_getState: ['snap_manageState'],
  snap_getWebSockets: ['endowment:network-access'],
  snap_listEntropySources: [
    'snap_getBip32Entropy',
    'snap_getBip32PublicKey',
    'snap_getBip44Entropy',
    'snap_getEntropy',
  ],
  snap_openWebSocket: ['endowment:network-access'],
  snap_scheduleBackgroundEvent: ['endowment:cronjob'],
  snap_sendWebSocketMessage: ['endowment:network-access'],
  snap_setState: ['snap_manageState'],
  wallet_createSession: ['endowment:multichain-provider'],
  wallet_getSession: ['endowment:multichain-provider'],
  wallet_invokeMethod: ['endowment:multichain-provider'],
  wallet_revokeSession: ['endowment:multichain-provider'],
};

/** Permissions of which a Snap needs one to call a method; none: every Snap may. */
export function permissionsFor(method: string): readonly string[] {
  if (openToAll.has(method)) {
    return [];
  }
  // The other methods of the platform are permissions themselves; what is not the platform's goes to the chain.
  return heldBy[method] ?? [method.startsWith('snap_') ? method : 'endowment:ethereum-provider'];
}

/**
 * Refuses a call of a Snap that its manifest has no permission for, as wallets do. The simulation says yes to every
 * method whose permission has another name, `snap_getState` and `snap_setState` among them.
 *
 * @throws JsonRpcError 4100 that names the permission.
 */
export function assertPermitted({ permissions }: Manifest, method: string): void {
  const wanted = permissionsFor(method);
  if (wanted.length > 0 && !wanted.some((name) => Object.hasOwn(permissions, name))) {
    throw unauthorized(`The Snap calls ${method}, and its manifest has no permission ${wanted.join(' or ')}.`);
  }
}

/**
 * Refuses a request of a web page to a Snap that takes none of this page.
 *
 * @throws JsonRpcError 4100.
 */
export function assertTakesRequests({ name, permissions }: Manifest, origin: string): void {
  const { dapps, allowedOrigins } = (permissions['endowment:rpc'] ?? {}) as {
    dapps?: unknown;
    allowedOrigins?: unknown;
  };
  if (dapps !== true && !(Array.isArray(allowedOrigins) && allowedOrigins.includes(origin))) {
    throw unauthorized(`The manifest of ${name} does not let ${origin} send requests (endowment:rpc).`);
  }
}
