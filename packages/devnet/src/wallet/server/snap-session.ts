import type { NetworkView, SessionView } from '../protocol';
import { answerAboutNetwork, viewOf } from './networks';
import type { Network } from './networks';
import { errorCodes, invalidParams, rpcError, unauthorized, userRejected } from './rpc-errors';
import { knownNetworks, refreshAccounts } from './session';
import type { WalletContext } from './session';

/** One network of a session, as CAIP-217 writes it. */
type ScopeObject = { accounts: string[]; methods: string[]; notifications: string[] };

/** What a Snap may use of the wallet on which networks (CAIP-25): nothing before a person allowed it. */
type Granted = { networks: readonly Network[]; accounts: readonly string[] };

/** Reads of the node that a session offers, and what a person confirms. */
const sessionMethods: readonly string[] = [
  'eth_sendTransaction',
  'eth_signTypedData_v4',
  'web3_clientVersion',
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'eth_syncing',
];

/** Methods that the platform lets no Snap call through a session, whatever the session has. */
const blockedMethods: ReadonlySet<string> = new Set([
  'eth_decrypt',
  'eth_getEncryptionPublicKey',
  'metamask_sendDomainMetadata',
  'wallet_addEthereumChain',
  'wallet_registerOnboarding',
  'wallet_requestPermissions',
  'wallet_revokePermissions',
  'wallet_scanQRCode',
  'wallet_watchAsset',
]);

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isListOfWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim() !== '');

/** What a scope object may say (CAIP-217). */
const scopeFields = ['references', 'methods', 'notifications', 'accounts', 'rpcDocuments', 'rpcEndpoints'];

/** The scopes of one network each that a scope object stands for; none for one that is malformed, as wallets do. */
function scopesOf([scope, object]: [string, unknown]): [string, Fields][] {
  if (!isFields(object) || !isListOfWords(object['methods']) || !isListOfWords(object['notifications'])) {
    return [];
  }
  const { references } = object;
  const isNamed = scope.includes(':');
  if (Object.keys(object).some((field) => !scopeFields.includes(field)) || isNamed === (references !== undefined)) {
    return [];
  }
  const names = isListOfWords(references) ? references.map((reference) => `${scope}:${reference}`) : [scope];
  return names.map((name) => [name, object]);
}

const scopeOf = ({ chainId }: NetworkView) => `eip155:${chainId}`;

/** What a Snap asks of a session: networks that the wallet has, and accounts of its own. */
function readWanted({ session, options }: WalletContext, params: unknown): Granted {
  if (!isFields(params)) {
    throw invalidParams('Expected params { optionalScopes } with the networks that a session is for.');
  }
  const { requiredScopes = {}, optionalScopes = {}, sessionProperties } = params;
  if (!isFields(requiredScopes) || !isFields(optionalScopes)) {
    throw invalidParams('"requiredScopes" and "optionalScopes" are objects with a scope object for each network.');
  }
  if (isFields(sessionProperties) && Object.keys(sessionProperties).length === 0) {
    throw rpcError(errorCodes.invalidSessionProperties, 'Invalid sessionProperties requested');
  }
  const scopes = [...Object.entries(requiredScopes), ...Object.entries(optionalScopes)].flatMap(scopesOf);
  const networks = knownNetworks(session).filter((network) => scopes.some(([name]) => name === scopeOf(network)));
  if (networks.length === 0) {
    throw rpcError(errorCodes.unsupportedScopes, 'Requested scopes are not supported');
  }
  const named = scopes
    .flatMap(([, { accounts }]) => (isListOfWords(accounts) ? accounts : []))
    .map((account) => (account.split(':').at(-1) ?? '').toLowerCase());
  return { networks, accounts: options.accounts.filter((address) => named.includes(address.toLowerCase())) };
}

function describeScopes({ networks, accounts }: Granted): Record<string, ScopeObject> {
  return Object.fromEntries(
    networks.map((network) => [
      scopeOf(network),
      {
        accounts: accounts.map((address) => `${scopeOf(network)}:${address.toLowerCase()}`),
        methods: [...sessionMethods],
        notifications: ['eth_subscription'],
      },
    ]),
  );
}

type Invocation = { scope: string; method: string; params: unknown };

function readInvocation(params: unknown): Invocation {
  const { scope, request } = isFields(params) ? params : {};
  const { method, params: inner } = isFields(request) ? request : {};
  if (typeof scope !== 'string' || typeof method !== 'string') {
    throw invalidParams('Expected params { scope, request: { method, params } }.');
  }
  return { scope, method, params: inner };
}

/** Who asks, and what a person confirms for them: a transaction or a message of one of the accounts, on one network. */
export type ConfirmForSnap = (
  method: 'eth_sendTransaction' | 'eth_signTypedData_v4',
  params: unknown,
  at: { network: Network; accounts: readonly string[] },
) => Promise<unknown>;

/** The Snap's session with the wallet (CAIP-25, CAIP-27, CAIP-285 and CAIP-312), as MetaMask answers them. */
export type SnapSession = {
  /** Answers by method; they reject or throw with the codes of MetaMask. */
  answers: Readonly<Record<string, (params: unknown) => unknown>>;
  read(): SessionView | null;
  /** The person ends it. */
  end(): void;
};

/**
 * @param snap who the Snap is, for the question.
 * @param confirm asks the person to confirm a transaction or a message.
 */
export function createSnapSession(
  context: WalletContext,
  snap: () => { id: string; name: string },
  confirm: ConfirmForSnap,
): SnapSession {
  const { approvals, options, session, onChange } = context;
  let granted: Granted | null = null;

  /** What is left of it: the wallet may lack a network by now. */
  const current = (): Granted | null => {
    const known = knownNetworks(session);
    return granted && { ...granted, networks: granted.networks.filter((network) => known.includes(network)) };
  };

  const create = async (params: unknown) => {
    const { networks, accounts } = readWanted(context, params);
    const { id, name } = snap();
    const wanted = accounts.length > 0 ? accounts : [session.selected];
    void refreshAccounts(context);
    const answer = await approvals.ask({
      kind: 'session',
      origin: id,
      snapName: name,
      networks: networks.map(viewOf),
      wanted,
    }).answered;
    if (!answer.approved) {
      throw userRejected('The session');
    }
    const chosen = answer.accounts ?? wanted;
    granted = { networks, accounts: options.accounts.filter((address) => chosen.includes(address)) };
    onChange();
    return { sessionScopes: describeScopes(granted), sessionProperties: {} };
  };

  const invoke = (params: unknown): Promise<unknown> => {
    const { scope, method, params: inner } = readInvocation(params);
    if (blockedMethods.has(method)) {
      throw rpcError(errorCodes.methodNotFound, 'The method does not exist / is not available.', { method });
    }
    const allowed = current();
    const network = allowed?.networks.find((candidate) => scopeOf(candidate) === scope);
    if (!allowed || !network || !sessionMethods.includes(method)) {
      throw unauthorized('The requested account and/or method has not been authorized by the user.');
    }
    if (method === 'eth_sendTransaction' || method === 'eth_signTypedData_v4') {
      return confirm(method, inner, { network, accounts: allowed.accounts });
    }
    const aboutNetwork = answerAboutNetwork(network, method);
    return aboutNetwork === undefined ? network.request(method, inner) : Promise.resolve(aboutNetwork);
  };

  const end = () => {
    granted = null;
    onChange();
  };

  const answers: Record<string, (params: unknown) => unknown> = {
    wallet_createSession: create,
    wallet_getSession: () => {
      const allowed = current();
      return { sessionScopes: allowed ? describeScopes(allowed) : {} };
    },
    wallet_invokeMethod: invoke,
    wallet_revokeSession: () => {
      end();
      return true;
    },
  };

  /** Throws as an older wallet does, which does not know the method. */
  const assertOffered = (method: string) => {
    if (!session.preferences.offersSessions) {
      throw rpcError(errorCodes.methodNotFound, 'The method does not exist / is not available.', { method });
    }
  };

  return {
    answers: Object.fromEntries(
      Object.entries(answers).map(([method, answer]) => [
        method,
        (params: unknown) => {
          assertOffered(method);
          return answer(params);
        },
      ]),
    ),
    read: () => {
      const allowed = current();
      return allowed && { networks: allowed.networks.map(viewOf), accounts: [...allowed.accounts] };
    },
    end,
  };
}
