import type { Toast } from '../protocol';
import { describePermissions, fetchManifest } from './manifest';
import type { Manifest } from './manifest';
import type { DevWalletOptions } from './options';
import { errorCodes, invalidParams, messageOf, rpcError, unauthorized, userRejected } from './rpc-errors';
import type { AskForAccount, WalletContext } from './session';
import { createSnapHome } from './snap-home';
import type { SnapHome } from './snap-home';
import { startSnap } from './snap-host';
import type { SnapHost, SnapHostHooks, SnapStores } from './snap-host';
import { createSnapQuestions } from './snap-questions';
import { answerSnap } from './snap-requests';

/** The one Snap that the wallet installs. */
export type InstalledSnap = {
  readonly id: string;
  readonly home: SnapHome;
  /** Null before it is installed. */
  host(): SnapHost | null;
  /** What `wallet_getSnaps` answers: the Snap, where the site is connected to it. */
  readSnaps(): Record<string, unknown>;
  /** `wallet_requestSnaps`: installs or updates it after a person said yes. */
  request(origin: string, params: unknown): Promise<unknown>;
  /** `wallet_invokeSnap`. */
  invoke(origin: string, params: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

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

/** Lets a Snap that was just installed greet; what goes wrong is told to the person. */
function greet(host: SnapHost, origin: string, onToast: (toast: Toast) => void): void {
  const { name, permissions } = host.manifest;
  if (Object.hasOwn(permissions, 'endowment:lifecycle-hooks')) {
    void host.runInstallHook(origin).catch((error: unknown) => {
      onToast({ title: `${name} could not greet you`, message: messageOf(error), tone: 'error' });
    });
  }
}

/** The Snap of an address: installed after a person said yes, asked by the site, shown in the panel. */
export function createInstalledSnap(
  context: WalletContext,
  askForAccount: AskForAccount,
  onToast: (toast: Toast) => void,
): InstalledSnap {
  const { session, approvals, onChange } = context;
  const snapUrl = context.options.snapUrl.replace(/\/+$/u, '');
  const id = `local:${snapUrl}`;
  const home = createSnapHome(onChange);
  const questions = createSnapQuestions(approvals);
  const identity = () => ({ id, name: runner.host()?.manifest.name ?? id });
  const hooks: SnapHostHooks = {
    onEthereumRequest: (method, params) => answerSnap(session, askForAccount, identity(), { method, params }),
    openDialog: (dialog) => questions.open(identity(), dialog),
    onNotification: ({ title, message }) => {
      onToast({ title, message, tone: 'info' });
    },
    onInterfaceChange: onChange,
  };
  const runner = createRunner(context, snapUrl, hooks, () => {
    home.close();
    questions.end();
  });
  let isStopped = false;
  let installing: Promise<void> | null = null;

  const install = async (origin: string): Promise<void> => {
    const manifest = await fetchManifest(snapUrl);
    const present = runner.host();
    const isSame = present?.manifest.shasum === manifest.shasum;
    if (isSame && session.isSnapConnected) {
      return;
    }
    await askToInstall(context, { origin, snapId: id, manifest, isUpdate: present !== null && !isSame });
    if (!isSame) {
      const started = await runner.start(manifest);
      if (isStopped) {
        await runner.stop();
        throw rpcError(errorCodes.internal, 'The development wallet was stopped.');
      }
      greet(started, origin, onToast);
    }
    session.isSnapConnected = true;
    onChange();
  };

  const readSnaps = () => {
    const manifest = session.isSnapConnected ? runner.host()?.manifest : undefined;
    return manifest === undefined ? {} : { [id]: describeSnap(id, manifest) };
  };

  return {
    id,
    home,
    host: runner.host,
    readSnaps,
    request: async (origin, params) => {
      assertOnly(id, params);
      installing ??= install(origin).finally(() => {
        installing = null;
      });
      await installing;
      return readSnaps();
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
      isStopped = true;
      await runner.stop();
    },
  };
}

function describeSnap(id: string, { version, permissions }: Manifest) {
  return { id, version, enabled: true, blocked: false, initialPermissions: permissions };
}
