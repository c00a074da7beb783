import { plainText } from '@pooled-staking/core';

import type {
  AccountView,
  Answer,
  Approval,
  DialogApproval,
  HomeView,
  InsightView,
  PanelCommand,
  RpcRequest,
  SignatureApproval,
  SnapInterfaceView,
  Toast,
  TransactionApproval,
  WalletState,
} from '../protocol';
import { labelOf, readAccounts } from './accounts';
import { createApprovals } from './approvals';
import type { AskedQuestion } from './approvals';
import { formatEth } from '../eth-text';
import { describePermissions, fetchManifest } from './manifest';
import type { Manifest } from './manifest';
import { answerAboutNetwork, createNetworks, isNodeMethod, readWantedNetwork } from './networks';
import type { Network } from './networks';
import { errorCodes, invalidParams, messageOf, rpcError, unauthorized, userRejected } from './rpc-errors';
import { startSnap } from './snap-host';
import type { DialogRequest, HandlerView, OpenDialog, SnapHost, SnapHostHooks, SnapStores } from './snap-host';
import { prepareTransaction, readTransaction, sendTransaction, toTransactionFields } from './transactions';
import { readSignature, showMessage, signTypedData } from './typed-data';

export type DevWalletOptions = {
  /** JSON-RPC address of the chain; its node holds the keys of the accounts. */
  chainUrl: string;
  chainId: number;
  /** Address of the folder with `snap.manifest.json`; the Snap's id is `local:` and this. */
  snapUrl: string;
  /** Accounts of the wallet, in the order of the node's mnemonic. */
  accounts: readonly string[];
  /** Gateways for rewards files that the Snap's settings start with; null leaves the Snap's own. */
  rewardsGateways: readonly string[] | null;
  /** Where the panel posts operator commands; null: the panel has no chain controls. */
  operatorUrl: string | null;
};

export type Wallet = {
  readState(): WalletState;
  /** A request of a page of this origin; rejects with a JSON-RPC error. */
  request(origin: string, request: RpcRequest): Promise<unknown>;
  /** Something that the person did in the panel. */
  run(command: PanelCommand): Promise<void>;
  stop(): Promise<void>;
};

export type WalletListeners = { onChange: () => void; onToast: (toast: Toast) => void };

/** A question beside which the Snap may say something. */
type ExplainedQuestion = Omit<TransactionApproval, 'id' | 'insight'> | Omit<SignatureApproval, 'id' | 'insight'>;

const INSIGHT_TIMEOUT_MS = 60_000;

/** Resolves or rejects as the promise does, but rejects with the given words when that takes too long. */
async function within<Result>(milliseconds: number, words: string, promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(words));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** The stored data that a Snap starts with: settings alone, in the store that needs no unlocking. */
function firstStores({ chainId, rewardsGateways }: DevWalletOptions): SnapStores {
  return {
    encrypted: null,
    unencrypted:
      rewardsGateways === null
        ? null
        : { own: { version: 1, settings: { rewardsGateways: { [`eip155:${chainId}`]: [...rewardsGateways] } } } },
  };
}

/**
 * A wallet for one web site and one Snap, with the accounts of a local node. It asks a person wherever a real wallet
 * does, and answers errors with the codes of EIP-1193.
 */
export function createWallet(options: DevWalletOptions, listeners: WalletListeners): Wallet {
  const snapUrl = options.snapUrl.replace(/\/+$/u, '');
  const snapId = `local:${snapUrl}`;
  const networks = createNetworks(options.chainUrl, options.chainId);
  const [mainNetwork] = networks as [Network];
  const approvals = createApprovals(listeners.onChange);

  let accounts: AccountView[] = options.accounts.map((address, index) => ({
    address,
    label: labelOf(index),
    balance: null,
  }));
  let selected = options.accounts[0] ?? '';
  let connected: string[] = [];
  let network: Network = mainNetwork;
  let stopped = false;

  let host: SnapHost | null = null;
  let stores = firstStores(options);
  let isSnapConnected = false;
  let snapAccounts: string[] = [];
  let snapNetwork: Network = mainNetwork;
  let home: { status: 'loading' } | { status: 'failed'; message: string } | { status: 'ready'; id: string } | null =
    null;
  const openDialogs = new Set<AskedQuestion>();

  const accountOf = (address: string): AccountView =>
    accounts.find((account) => account.address.toLowerCase() === address.toLowerCase()) ?? {
      address,
      label: 'Unknown account',
      balance: null,
    };

  const refreshAccounts = async () => {
    const read = await readAccounts(network, options.accounts);
    if (JSON.stringify(read) !== JSON.stringify(accounts)) {
      accounts = read;
      listeners.onChange();
    }
  };

  // ---------------------------------------------------------------------------------------------- connecting

  const pendingConnects = new Map<string, Promise<string[]>>();

  /** Asks which account a site or the Snap may see; one question for all who ask at the same time. */
  const askForAccount = (origin: string, requester: string): Promise<string[]> => {
    const pending = pendingConnects.get(requester);
    if (pending) {
      return pending;
    }
    void refreshAccounts();
    const asked = approvals
      .ask({ kind: 'connect', origin, requester })
      .answered.then((answer: Answer) => {
        if (!answer.approved) {
          throw userRejected('Connecting');
        }
        const account = accountOf(answer.account ?? selected).address;
        selected = account;
        return [account];
      })
      .finally(() => pendingConnects.delete(requester));
    pendingConnects.set(requester, asked);
    return asked;
  };

  const connect = async (origin: string): Promise<string[]> => {
    if (connected.length === 0) {
      connected = await askForAccount(origin, origin);
      listeners.onChange();
      await refreshAccounts();
    }
    return connected;
  };

  const selectAccount = (address: string) => {
    if (!options.accounts.includes(address)) {
      throw new Error(`${address} is no account of this wallet.`);
    }
    selected = address;
    connected = connected.length > 0 ? [address] : [];
    snapAccounts = snapAccounts.length > 0 ? [address] : [];
    listeners.onChange();
  };

  // ------------------------------------------------------------------------------------------------- networks

  const selectNetwork = async (wanted: Network) => {
    network = wanted;
    listeners.onChange();
    await refreshAccounts();
  };

  const switchNetwork = async (origin: string, params: unknown): Promise<null> => {
    const wanted = readWantedNetwork(networks, params);
    if (wanted.chainId !== network.chainId) {
      const answer = await approvals.ask({
        kind: 'switch-chain',
        origin,
        current: { chainId: network.chainId, name: network.name },
        wanted: { chainId: wanted.chainId, name: wanted.name },
      }).answered;
      if (!answer.approved) {
        throw userRejected('The change of network');
      }
      await selectNetwork(wanted);
    }
    return null;
  };

  // ------------------------------------------------------------------------------------------------- the Snap

  const hooks: SnapHostHooks = {
    onEthereumRequest: async (method, params) => {
      const own = answerAboutNetwork(snapNetwork, method);
      if (own !== undefined) {
        return own;
      }
      switch (method) {
        case 'eth_accounts':
          return snapAccounts;
        case 'eth_requestAccounts':
          if (snapAccounts.length === 0) {
            snapAccounts = await askForAccount(snapId, host?.manifest.name ?? snapId);
          }
          return snapAccounts;
        case 'wallet_switchEthereumChain':
          // A Snap has a network of its own: it may change it without asking, and the page's stays.
          snapNetwork = readWantedNetwork(networks, params);
          return null;
        default:
          if (isNodeMethod(method)) {
            return snapNetwork.request(method, params);
          }
          throw rpcError(errorCodes.methodNotFound, `A Snap cannot call ${method} in the development wallet.`);
      }
    },
    openDialog: ({ type, placeholder, interfaceId }: DialogRequest): OpenDialog => {
      let resolvedBySnap: { value: unknown } | null = null;
      const question = approvals.ask({
        kind: 'dialog',
        origin: snapId,
        snapName: host?.manifest.name ?? snapId,
        dialogType: type,
        placeholder,
        shown: { id: interfaceId, content: { type: 'Box', props: {} }, state: {} },
      });
      openDialogs.add(question);
      const result = question.answered
        .then((answer) => {
          if (resolvedBySnap) {
            return resolvedBySnap.value;
          }
          switch (type) {
            case 'confirmation':
              return answer.approved;
            case 'prompt':
              return answer.approved ? (answer.value ?? '') : null;
            case 'alert':
            case 'custom':
              return null;
          }
        })
        .finally(() => openDialogs.delete(question));
      return {
        result,
        resolve: (value) => {
          resolvedBySnap = { value };
          question.withdraw({ approved: true });
        },
      };
    },
    onNotification: ({ title, message }) => {
      listeners.onToast({ title, message, tone: 'info' });
    },
    onInterfaceChange: listeners.onChange,
  };

  const stopSnap = async () => {
    const old = host;
    host = null;
    home = null;
    if (old) {
      stores = old.readStores();
      for (const dialog of [...openDialogs]) {
        dialog.withdraw(rpcError(errorCodes.internal, 'The Snap was stopped.'));
      }
      await old.stop();
    }
  };

  const describeSnap = ({ version, permissions }: Manifest) => ({
    id: snapId,
    version,
    enabled: true,
    blocked: false,
    initialPermissions: permissions,
  });

  const readSnaps = () => (host && isSnapConnected ? { [snapId]: describeSnap(host.manifest) } : {});

  const install = async (origin: string): Promise<void> => {
    const manifest = await fetchManifest(snapUrl);
    const isSame = host?.manifest.shasum === manifest.shasum;
    if (isSame && isSnapConnected) {
      return;
    }
    const answer = await approvals.ask({
      kind: 'install',
      origin,
      snapId,
      snapName: manifest.name,
      description: manifest.description,
      version: manifest.version,
      permissions: describePermissions(manifest.permissions),
      isUpdate: host !== null && !isSame,
    }).answered;
    if (!answer.approved) {
      throw userRejected(`Installing ${manifest.name}`);
    }
    if (!isSame) {
      await stopSnap();
      snapNetwork = network;
      host = await startSnap(snapUrl, manifest, stores, hooks);
      if (stopped) {
        await stopSnap();
        throw rpcError(errorCodes.internal, 'The development wallet was stopped.');
      }
      if (Object.hasOwn(manifest.permissions, 'endowment:lifecycle-hooks')) {
        void host.runInstallHook(origin).catch((error: unknown) => {
          listeners.onToast({
            title: `${manifest.name} could not greet you`,
            message: messageOf(error),
            tone: 'error',
          });
        });
      }
    }
    isSnapConnected = true;
    listeners.onChange();
  };

  let installing: Promise<void> | null = null;

  const requestSnaps = async (origin: string, params: unknown) => {
    if (typeof params !== 'object' || params === null || Array.isArray(params) || Object.keys(params).length === 0) {
      throw invalidParams('Expected params { [snapId]: { version? } }.');
    }
    const other = Object.keys(params).find((id) => id !== snapId);
    if (other !== undefined) {
      throw rpcError(errorCodes.internal, `The development wallet has no Snap ${other}: it installs ${snapId} only.`);
    }
    installing ??= install(origin).finally(() => {
      installing = null;
    });
    await installing;
    return readSnaps();
  };

  const invokeSnap = async (origin: string, params: unknown) => {
    const { snapId: wanted, request } = (params ?? {}) as { snapId?: unknown; request?: unknown };
    const { method, params: inner } = (request ?? {}) as { method?: unknown; params?: unknown };
    if (typeof wanted !== 'string' || typeof method !== 'string') {
      throw invalidParams('Expected params { snapId, request: { method, params? } }.');
    }
    if (wanted !== snapId || !host || !isSnapConnected) {
      throw unauthorized(
        `The Snap ${wanted} is not connected to this site. Install it with wallet_requestSnaps first.`,
      );
    }
    return host.invoke(origin, inner === undefined ? { method } : { method, params: inner });
  };

  // ----------------------------------------------------------------------------- transactions and signatures

  /** Asks a person, and shows what the Snap says of it where its manifest has the permission. */
  const askWithInsight = async (
    permission: string,
    asked: ExplainedQuestion,
    explain: (snap: SnapHost) => Promise<HandlerView | null>,
  ): Promise<Answer> => {
    const snap = host && Object.hasOwn(host.manifest.permissions, permission) ? host : null;
    const snapName = snap?.manifest.name ?? '';
    const question = approvals.ask({ ...asked, insight: snap ? { status: 'pending', snapName } : { status: 'none' } });
    if (snap) {
      const show = (insight: InsightView) => {
        question.update((approval) => ('insight' in approval ? { ...approval, insight } : approval));
      };
      void within(INSIGHT_TIMEOUT_MS, 'It took too long.', explain(snap)).then(
        (view) => {
          const shown = view && snap.readInterface(view.interfaceId);
          show(
            shown ? { status: 'ready', snapName, critical: view.severity === 'critical', shown } : { status: 'none' },
          );
        },
        (error: unknown) => {
          show({ status: 'failed', snapName, message: messageOf(error) });
        },
      );
    }
    return question.answered;
  };

  const sendAfterApproval = async (origin: string, params: unknown): Promise<unknown> => {
    const target = network;
    const wanted = readTransaction(params, connected, target.chainId);
    if (!target.takesTransactions) {
      throw rpcError(errorCodes.serverError, `${target.name} takes no transactions.`);
    }
    const prepared = await prepareTransaction(target, wanted);
    const fields = { ...toTransactionFields(prepared), nonce: `0x${prepared.nonce.toString(16)}`, type: '0x2' };
    const answer = await askWithInsight(
      'endowment:transaction-insight',
      {
        kind: 'transaction',
        origin,
        network: { chainId: target.chainId, name: target.name },
        from: accountOf(prepared.from),
        to: prepared.to,
        value: formatEth(prepared.value, 18),
        fee: formatEth(prepared.fee),
        highestFee: formatEth(prepared.highestFee),
        nonce: prepared.nonce,
        data: prepared.data,
        warnings: prepared.warnings,
      },
      (snap) => snap.readInsight(fields, target.chainId, origin),
    );
    if (!answer.approved) {
      throw userRejected('The transaction');
    }
    const hash = await sendTransaction(target, prepared);
    void refreshAccounts();
    return hash;
  };

  const signAfterApproval = async (origin: string, params: unknown): Promise<string> => {
    const { chainId, name } = network;
    const wanted = readSignature(params, connected, chainId);
    const { name: application, verifyingContract } = wanted.domain;
    const answer = await askWithInsight(
      'endowment:signature-insight',
      {
        kind: 'signature',
        origin,
        network: { chainId, name },
        from: accountOf(wanted.from),
        primaryType: plainText(wanted.primaryType),
        application: typeof application === 'string' ? plainText(application) : null,
        contract: typeof verifyingContract === 'string' ? verifyingContract : null,
        message: showMessage(wanted),
      },
      (snap) => snap.readSignatureInsight(wanted.from, wanted.data, origin),
    );
    if (!answer.approved) {
      throw userRejected('The signature');
    }
    return signTypedData(options.accounts.indexOf(wanted.from), wanted);
  };

  // ---------------------------------------------------------------------------------------------- permissions

  const readPermissions = (origin: string) => [
    ...(connected.length > 0
      ? [
          {
            invoker: origin,
            parentCapability: 'eth_accounts',
            caveats: [{ type: 'restrictReturnedAccounts', value: connected }],
          },
        ]
      : []),
    ...(isSnapConnected
      ? [{ invoker: origin, parentCapability: 'wallet_snap', caveats: [{ type: 'snapIds', value: { [snapId]: {} } }] }]
      : []),
  ];

  const revokePermissions = (params: unknown): null => {
    const given: unknown = Array.isArray(params) ? (params as unknown[])[0] : undefined;
    if (typeof given !== 'object' || given === null) {
      throw invalidParams('Expected params [{ eth_accounts: {} }].');
    }
    connected = 'eth_accounts' in given ? [] : connected;
    isSnapConnected = isSnapConnected && !('wallet_snap' in given);
    listeners.onChange();
    return null;
  };

  const requestPermissions = async (origin: string, params: unknown) => {
    const given: unknown = Array.isArray(params) ? (params as unknown[])[0] : undefined;
    if (typeof given !== 'object' || given === null || Object.keys(given).join() !== 'eth_accounts') {
      throw invalidParams('Expected params [{ eth_accounts: {} }]; Snaps are asked for with wallet_requestSnaps.');
    }
    connected = await askForAccount(origin, origin);
    listeners.onChange();
    return readPermissions(origin);
  };

  const request = async (origin: string, { method, params }: RpcRequest): Promise<unknown> => {
    const own = answerAboutNetwork(network, method);
    if (own !== undefined) {
      return own;
    }
    switch (method) {
      case 'eth_accounts':
        return connected;
      case 'eth_coinbase':
        return connected[0] ?? null;
      case 'eth_requestAccounts':
        return connect(origin);
      case 'eth_sendTransaction':
        return sendAfterApproval(origin, params);
      case 'eth_signTypedData_v4':
        return signAfterApproval(origin, params);
      case 'wallet_switchEthereumChain':
        return switchNetwork(origin, params);
      case 'wallet_addEthereumChain':
        throw rpcError(errorCodes.unsupportedMethod, 'The development wallet takes no further networks.');
      case 'wallet_getPermissions':
        return readPermissions(origin);
      case 'wallet_requestPermissions':
        return requestPermissions(origin, params);
      case 'wallet_revokePermissions':
        return revokePermissions(params);
      case 'wallet_getSnaps':
        return readSnaps();
      case 'wallet_requestSnaps':
        return requestSnaps(origin, params);
      case 'wallet_invokeSnap':
      case 'wallet_snap':
        return invokeSnap(origin, params);
      default:
        if (isNodeMethod(method)) {
          return network.request(method, params);
        }
        throw rpcError(errorCodes.unsupportedMethod, `The development wallet does not offer ${method}.`);
    }
  };

  // -------------------------------------------------------------------------------------------- what is shown

  const openHome = async () => {
    const snap = host;
    if (!snap || !Object.hasOwn(snap.manifest.permissions, 'endowment:page-home')) {
      throw new Error('No Snap with a home page is installed.');
    }
    home = { status: 'loading' };
    listeners.onChange();
    try {
      const { interfaceId } = await snap.openHomePage();
      home = { status: 'ready', id: interfaceId };
    } catch (error) {
      home = { status: 'failed', message: messageOf(error) };
    }
    listeners.onChange();
  };

  /** The newest content of an interface: the Snap may change it while it is on show. */
  const latest = (shown: SnapInterfaceView): SnapInterfaceView => host?.readInterface(shown.id) ?? shown;

  const refreshApproval = (approval: Approval): Approval => {
    if (approval.kind === 'dialog') {
      return { ...approval, shown: latest(approval.shown) } satisfies DialogApproval;
    }
    if ('insight' in approval && approval.insight.status === 'ready') {
      return { ...approval, insight: { ...approval.insight, shown: latest(approval.insight.shown) } };
    }
    return approval;
  };

  const readHome = (): HomeView | null => {
    if (home?.status !== 'ready') {
      return home;
    }
    const shown = host?.readInterface(home.id);
    return shown ? { status: 'ready', shown } : { status: 'failed', message: 'The page is no longer there.' };
  };

  return {
    readState: () => ({
      accounts,
      selected,
      connected,
      chainId: network.chainId,
      networks: networks.map(({ chainId, name }) => ({ chainId, name })),
      snap: host && {
        id: snapId,
        name: host.manifest.name,
        version: host.manifest.version,
        hasHomePage: Object.hasOwn(host.manifest.permissions, 'endowment:page-home'),
      },
      home: readHome(),
      approvals: approvals.list().map(refreshApproval),
      operatorUrl: options.operatorUrl,
    }),
    request,
    run: async (command) => {
      switch (command.command) {
        case 'answer': {
          approvals.answer(command.id, command.answer);
          return;
        }
        case 'interface':
          if (!host) {
            throw new Error('No Snap is installed.');
          }
          return host.act(command.id, command.action);
        case 'select-account': {
          selectAccount(command.address);
          return;
        }
        case 'select-network': {
          const wanted = networks.find(({ chainId }) => chainId === command.chainId);
          if (!wanted) {
            throw new Error(`The wallet has no network ${command.chainId}.`);
          }
          return selectNetwork(wanted);
        }
        case 'open-home':
          return openHome();
        case 'close-home':
          home = null;
          {
            listeners.onChange();
            return;
          }
        case 'disconnect':
          connected = [];
          isSnapConnected = false;
          {
            listeners.onChange();
            return;
          }
        case 'refresh':
          return refreshAccounts();
      }
    },
    stop: async () => {
      stopped = true;
      approvals.rejectAll(rpcError(errorCodes.internal, 'The development wallet was stopped.'));
      await stopSnap();
    },
  };
}
