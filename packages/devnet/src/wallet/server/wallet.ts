import type { Approval, PanelCommand, RpcRequest, SnapInterfaceView, SnapView, Toast, WalletState } from '../protocol';
import { createApprovals } from './approvals';
import { createInstalledSnap } from './installed-snap';
import type { InstalledSnap } from './installed-snap';
import { createLock } from './lock';
import { viewOf } from './networks';
import type { DevWalletOptions } from './options';
import { createPageAnswers } from './page-requests';
import { runPanelCommand } from './panel-commands';
import { errorCodes, rpcError } from './rpc-errors';
import { createAccountQuestion, createSession, knownNetworks, visibleAccounts } from './session';
import type { WalletContext } from './session';
import type { SnapHost } from './snap-host';
import { hasPage } from './snap-pages';

export type Wallet = {
  readState(): WalletState;
  /** A request of a page of this origin; rejects with a JSON-RPC error. */
  request(origin: string, request: RpcRequest): Promise<unknown>;
  /** Something that the person did in the panel. */
  run(command: PanelCommand): Promise<void>;
  /** A tab with the panel is gone. */
  forgetTab(tab: string): void;
  stop(): Promise<void>;
};

export type WalletListeners = { onChange: () => void; onToast: (toast: Toast) => void };

/** A question with the newest content of its interfaces: the Snap may change them while they are on show. */
function withNewest(host: SnapHost | null, approval: Approval): Approval {
  const newest = (shown: SnapInterfaceView) => host?.readInterface(shown.id) ?? shown;
  if (approval.kind === 'dialog') {
    return { ...approval, shown: newest(approval.shown) };
  }
  if ('insight' in approval && approval.insight.status === 'ready') {
    return { ...approval, insight: { ...approval.insight, shown: newest(approval.insight.shown) } };
  }
  return approval;
}

function describeSnap({ id, work, session }: InstalledSnap, host: SnapHost): SnapView {
  const { name, version } = host.manifest;
  const pages = (['home', 'settings'] as const).filter((page) => hasPage(host, page));
  return { id, name, version, pages, work: work.list(), session: session.read() };
}

/** All that the panel shows. */
function readState(context: WalletContext, snap: InstalledSnap): WalletState {
  const { options, session, lock, approvals } = context;
  const host = snap.host();
  return {
    accounts: session.accounts,
    selected: session.selected,
    connected: visibleAccounts(context),
    chainId: session.network.chainId,
    networks: knownNetworks(session).map(viewOf),
    snap: host && describeSnap(snap, host),
    page: snap.pages.read(host),
    notifications: snap.notifications.read(host),
    isLocked: lock.isLocked(),
    isUnlockAwaited: lock.isAwaited(),
    preferences: session.preferences,
    approvals: approvals.list().map((approval) => withNewest(host, approval)),
    operatorUrl: options.operatorUrl,
  };
}

/**
 * A wallet for one web site and one Snap, with the accounts of a local node. It asks a person wherever a real wallet
 * does, and answers errors with the codes of EIP-1193.
 */
export function createWallet(options: DevWalletOptions, { onChange, onToast }: WalletListeners): Wallet {
  const approvals = createApprovals(onChange);
  const lock = createLock(onChange);
  const context: WalletContext = { options, session: createSession(options), approvals, lock, onChange };
  const askForAccount = createAccountQuestion(context);
  const snap = createInstalledSnap(context, askForAccount, onToast);
  return {
    readState: () => readState(context, snap),
    request: createPageAnswers(context, snap, askForAccount, onToast),
    run: (command) => runPanelCommand(context, snap, command),
    forgetTab: (tab) => {
      context.session.openTabs.delete(tab);
    },
    stop: async () => {
      approvals.rejectAll(rpcError(errorCodes.internal, 'The development wallet was stopped.'));
      await snap.stop();
    },
  };
}
