import type { PanelCommand } from '../protocol';
import type { InstalledSnap } from './installed-snap';
import { refreshAccounts, selectAccount, selectNetwork } from './session';
import type { WalletContext } from './session';

function disconnect({ session, onChange }: WalletContext): void {
  session.connected = [];
  session.isSnapConnected = false;
  onChange();
}

function selectChain(context: WalletContext, chainId: number): Promise<void> {
  const wanted = context.session.networks.find((network) => network.chainId === chainId);
  if (!wanted) {
    throw new Error(`The wallet has no network ${chainId}.`);
  }
  return selectNetwork(context, wanted);
}

/**
 * Does what the person did in the panel.
 *
 * @throws Error that says in words why it could not be done.
 */
export async function runPanelCommand(
  context: WalletContext,
  snap: InstalledSnap,
  command: PanelCommand,
): Promise<void> {
  switch (command.command) {
    case 'answer': {
      context.approvals.answer(command.id, command.answer);
      return;
    }
    case 'interface': {
      const host = snap.host();
      if (!host) {
        throw new Error('No Snap is installed.');
      }
      return host.act(command.id, command.action);
    }
    case 'select-account': {
      selectAccount(context, command.address);
      return;
    }
    case 'select-network':
      return selectChain(context, command.chainId);
    case 'open-home':
      return snap.home.open(snap.host());
    case 'close-home': {
      snap.home.close();
      return;
    }
    case 'disconnect': {
      disconnect(context);
      return;
    }
    case 'refresh':
      return refreshAccounts(context);
  }
}
