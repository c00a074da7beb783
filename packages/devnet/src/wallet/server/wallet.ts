import type { Approval, PanelCommand, RpcRequest, SnapInterfaceView, Toast, WalletState } from '../protocol';
import { createApprovals } from './approvals';
import { createInstalledSnap } from './installed-snap';
import type { InstalledSnap } from './installed-snap';
import type { DevWalletOptions } from './options';
import { createPageAnswers } from './page-requests';
import { runPanelCommand } from './panel-commands';
import { errorCodes, rpcError } from './rpc-errors';
import { createAccountQuestion, createSession } from './session';
import type { WalletContext } from './session';
import type { SnapHost } from './snap-host';

export type Wallet = {
  readState(): WalletState;
  /** A request of a page of this origin; rejects with a JSON-RPC error. */
  request(origin: string, request: RpcRequest): Promise<unknown>;
  /** Something that the person did in the panel. */
  run(command: PanelCommand): Promise<void>;
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

/** All that the panel shows. */
function readState({ options, session, approvals }: WalletContext, snap: InstalledSnap): WalletState {
  const host = snap.host();
  return {
    accounts: session.accounts,
    selected: session.selected,
    connected: session.connected,
    chainId: session.network.chainId,
    networks: session.networks.map(({ chainId, name }) => ({ chainId, name })),
    snap: host && {
      id: snap.id,
      name: host.manifest.name,
      version: host.manifest.version,
      hasHomePage: Object.hasOwn(host.manifest.permissions, 'endowment:page-home'),
    },
    home: snap.home.read(host),
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
  const context: WalletContext = { options, session: createSession(options), approvals, onChange };
  const askForAccount = createAccountQuestion(context);
  const snap = createInstalledSnap(context, askForAccount, onToast);
  return {
    readState: () => readState(context, snap),
    request: createPageAnswers(context, snap, askForAccount),
    run: (command) => runPanelCommand(context, snap, command),
    stop: async () => {
      approvals.rejectAll(rpcError(errorCodes.internal, 'The development wallet was stopped.'));
      await snap.stop();
    },
  };
}
