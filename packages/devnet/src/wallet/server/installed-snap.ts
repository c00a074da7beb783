import type { Toast } from '../protocol';
import { describePermissions, fetchManifest } from './manifest';
import type { Manifest } from './manifest';
import { createNotifications } from './notifications';
import type { Notifications } from './notifications';
import type { DevWalletOptions } from './options';
import { errorCodes, invalidParams, messageOf, rpcError, toRpcError, unauthorized, userRejected } from './rpc-errors';
import { createScheduledWork } from './scheduled-work';
import type { ScheduledWork, WorkRequest } from './scheduled-work';
import { sendAfterApproval, signAfterApproval } from './sending';
import { selectAccount } from './session';
import type { AskForAccount, WalletContext } from './session';
import { OWN_ORIGIN, startSnap } from './snap-host';
import type { SnapHost, SnapHostHooks, SnapStores } from './snap-host';
import { createSnapPages } from './snap-pages';
import type { SnapPages } from './snap-pages';
import { createSnapQuestions } from './snap-questions';
import { answerSnap } from './snap-requests';
import { createSnapSession } from './snap-session';
import type { ConfirmForSnap, SnapSession } from './snap-session';
import { answersAboutWallet } from './wallet-answers';

/** The one Snap that the wallet installs. */
export type InstalledSnap = {
  readonly id: string;
  readonly pages: SnapPages;
  readonly notifications: Notifications;
  readonly work: ScheduledWork;
  readonly session: SnapSession;
  /** Null before it is installed. */
  host(): SnapHost | null;
  /** What `wallet_getSnaps` answers: the Snap, where the site is connected to it. */
  readSnaps(): Record<string, unknown>;
  /** `wallet_requestSnaps`: installs or updates it after a person said yes. */
  request(origin: string, params: unknown): Promise<unknown>;
  /** Installs or updates it for the person who looks at the wallet, with no site that uses it. */
  install(): Promise<void>;
  /** Ends its run and starts it again with the data that it kept, as wallets do with a Snap that was idle. */
  restart(): Promise<void>;
  /** `wallet_invokeSnap`. */
  invoke(origin: string, params: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

/** The stored data that a Snap starts with: settings alone, in the store that needs no unlocking. */
function firstStores({ chains, rewardsGateways, governance }: DevWalletOptions): SnapStores {
  const settings = {
    ...(rewardsGateways && { rewardsGateways: { [`eip155:${chains[0]?.chainId}`]: [...rewardsGateways] } }),
    ...(governance && { governance }),
  };
  return {
    encrypted: null,
    unencrypted: Object.keys(settings).length === 0 ? null : { own: { version: 1, settings } },
  };
}

/** @throws JsonRpcError for params that are none, or ask for another Snap. */
function assertOnly(snapId: string, params: unknown): void {
  if (typeof params !== 'object' || params === null || Array.isArray(params) || Object.keys(params).length === 0) {
    throw invalidParams('Expected params { [snapId]: { version? } }.');
  }
  const other = Object.keys(params).find((id) => id !== snapId);
  if (other !== undefined) {
    throw rpcError(errorCodes.internal, `The development wallet has no Snap ${other}: it installs ${snapId} only.`);
  }
}

type Invocation = { snapId: string; request: { method: string; params?: unknown } };

function readInvocation(params: unknown): Invocation {
  const { snapId, request } = (params ?? {}) as { snapId?: unknown; request?: unknown };
  const { method, params: inner } = (request ?? {}) as { method?: unknown; params?: unknown };
  if (typeof snapId !== 'string' || typeof method !== 'string') {
    throw invalidParams('Expected params { snapId, request: { method, params? } }.');
  }
  return { snapId, request: inner === undefined ? { method } : { method, params: inner } };
}

/** A Snap that runs, stops and starts again with the data that it kept. */
function createRunner(context: WalletContext, snapUrl: string, hooks: SnapHostHooks, onStop: () => void) {
  let host: SnapHost | null = null;
  let stores = firstStores(context.options);
  const stop = async () => {
    const old = host;
    host = null;
    stores = old?.readStores() ?? stores;
    onStop();
    await old?.stop();
  };
  return {
    host: () => host,
    stop,
    start: async (manifest: Manifest): Promise<SnapHost> => {
      await stop();
      context.session.snapNetwork = context.session.network;
      host = await startSnap(snapUrl, manifest, stores, hooks);
      return host;
    },
  };
}

/** Asks a person whether a Snap may be installed; rejects when not. */
async function askToInstall(
  { approvals }: WalletContext,
  { origin, snapId, manifest, isUpdate }: { origin: string; snapId: string; manifest: Manifest; isUpdate: boolean },
): Promise<void> {
  const answer = await approvals.ask({
    kind: 'install',
    origin,
    snapId,
    snapName: manifest.name,
    description: manifest.description,
    version: manifest.version,
    permissions: describePermissions(manifest.permissions),
    isUpdate,
  }).answered;
  if (!answer.approved) {
    throw userRejected(`Installing ${manifest.name}`);
  }
}

/** Tells a Snap that it was just installed or updated; what goes wrong is told to the person. */
function greet(
  host: SnapHost,
  hook: 'onInstall' | 'onUpdate',
  origin: string,
  onFailure: (error: unknown) => void,
): void {
  if (Object.hasOwn(host.manifest.permissions, 'endowment:lifecycle-hooks')) {
    host.runLifecycleHook(hook, origin).catch(onFailure);
  }
}

const workMethods = ['snap_scheduleBackgroundEvent', 'snap_cancelBackgroundEvent', 'snap_getBackgroundEvents'];

/** The Snap of an address: installed after a person said yes, asked by the site, shown in the panel. */
export function createInstalledSnap(
  context: WalletContext,
  askForAccount: AskForAccount,
  onToast: (toast: Toast) => void,
): InstalledSnap {
  const { session, options, lock, approvals, onChange } = context;
  const snapUrl = options.snapUrl.replace(/\/+$/u, '');
  const id = `local:${snapUrl}`;
  const identity = () => ({ id, name: runner.host()?.manifest.name ?? id });
  const onFailure = (error: unknown) => {
    onToast({ title: `${identity().name} failed`, message: messageOf(error), tone: 'error' });
  };
  const pages = createSnapPages(onChange);
  const questions = createSnapQuestions(approvals);
  const notifications = createNotifications(onChange, onToast);
  const runWork = async (request: WorkRequest) => runner.host()?.runCronjob(request).catch(onFailure);
  const work = createScheduledWork(id, runWork, onChange);
  const confirm: ConfirmForSnap = (method, params, at) => {
    const ask = { eth_sendTransaction: sendAfterApproval, eth_signTypedData_v4: signAfterApproval }[method];
    return ask(context, runner.host(), { origin: id, ...at }, params);
  };
  const snapSession = createSnapSession(context, identity, confirm);
  const hooks: SnapHostHooks = {
    answers: {
      ...answersAboutWallet(context),
      ...snapSession.answers,
      ...Object.fromEntries(workMethods.map((method) => [method, (params: unknown) => work.answer(method, params)])),
    },
    onEthereumRequest: async (method, params) =>
      method === 'eth_signTypedData_v4'
        ? confirm(method, params, {
            network: session.snapNetwork,
            accounts: lock.isLocked() ? [] : session.snapAccounts,
          })
        : answerSnap(context, askForAccount, identity(), { method, params }),
    openDialog: (dialog) => questions.open(identity(), dialog),
    onNotify: notifications.notify,
    unlocked: lock.unlocked,
    onInterfaceChange: onChange,
    onAccountChoice: (address) => {
      selectAccount(context, address);
    },
    onFailure,
    offeredAccounts: () => ({ addresses: options.accounts, selected: session.selected }),
  };
  const runner = createRunner(context, snapUrl, hooks, () => {
    pages.close(null);
    questions.end();
  });
  let isStopped = false;
  let installing: Promise<void> | null = null;

  const start = async (manifest: Manifest): Promise<SnapHost> => {
    const started = await runner.start(manifest);
    if (isStopped) {
      await runner.stop();
      throw rpcError(errorCodes.internal, 'The development wallet was stopped.');
    }
    return started;
  };

  const install = async (origin: string, isForSite: boolean): Promise<void> => {
    const manifest = await fetchManifest(snapUrl);
    const present = runner.host();
    const isSame = present?.manifest.shasum === manifest.shasum;
    if (isSame && (session.isSnapConnected || !isForSite)) {
      return;
    }
    await askToInstall(context, { origin, snapId: id, manifest, isUpdate: present !== null && !isSame });
    if (!isSame) {
      const started = await start(manifest);
      work.replaceJobs(manifest);
      // MetaMask drops the session of a Snap that is updated without this permission.
      if (!Object.hasOwn(manifest.permissions, 'endowment:ethereum-provider')) {
        snapSession.end();
      }
      greet(started, present === null ? 'onInstall' : 'onUpdate', origin, onFailure);
    }
    session.isSnapConnected = session.isSnapConnected || isForSite;
    onChange();
  };
  const installOnce = (origin: string, isForSite: boolean): Promise<void> => {
    installing ??= install(origin, isForSite).finally(() => {
      installing = null;
    });
    return installing;
  };

  const readSnaps = () => {
    const manifest = session.isSnapConnected ? runner.host()?.manifest : undefined;
    return manifest === undefined ? {} : { [id]: describeSnap(id, manifest) };
  };

  return {
    id,
    pages,
    notifications,
    work,
    session: snapSession,
    host: runner.host,
    readSnaps,
    request: async (origin, params) => {
      assertOnly(id, params);
      await installOnce(origin, true);
      return readSnaps();
    },
    install: async () => {
      const before = runner.host();
      try {
        await installOnce(OWN_ORIGIN, false);
      } catch (error) {
        if (toRpcError(error).code !== errorCodes.userRejected) {
          throw error;
        }
        return;
      }
      if (runner.host() === before) {
        onToast({ title: identity().name, message: 'This is the newest version.', tone: 'info' });
      }
    },
    restart: async () => {
      const manifest = runner.host()?.manifest;
      if (manifest) {
        await start(manifest);
        onChange();
      }
    },
    invoke: async (origin, params) => {
      const { snapId, request } = readInvocation(params);
      const host = runner.host();
      if (snapId !== id || !host || !session.isSnapConnected) {
        throw unauthorized(
          `The Snap ${snapId} is not connected to this site. Install it with wallet_requestSnaps first.`,
        );
      }
      return host.invoke(origin, request);
    },
    stop: async () => {
      if (!isStopped) {
        isStopped = true;
        work.stop();
      }
      await runner.stop();
    },
  };
}

function describeSnap(id: string, { version, permissions }: Manifest) {
  return { id, version, enabled: true, blocked: false, initialPermissions: permissions };
}
