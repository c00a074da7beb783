import type { PanelCommand, Preferences } from '../protocol';
import type { InstalledSnap } from './installed-snap';
import type { Network } from './networks';
import { knownNetworks, refreshAccounts, selectAccount, selectNetwork } from './session';
import type { WalletContext } from './session';

function disconnect({ session, onChange }: WalletContext): void {
  session.connected = [];
  session.isSnapConnected = false;
  onChange();
}

function selectChain(context: WalletContext, chainId: number): Promise<void> {
  const wanted = knownNetworks(context.session).find((network) => network.chainId === chainId);
  if (!wanted) {
    throw new Error(`The wallet has no network ${chainId}.`);
  }
  return selectNetwork(context, wanted);
}

type Handlers = {
  [Name in PanelCommand['command']]: (
    command: Extract<PanelCommand, { command: Name }>,
    context: WalletContext,
    snap: InstalledSnap,
  ) => Promise<void> | void;
};

async function prefer(context: WalletContext, preferences: Partial<Preferences>): Promise<void> {
  const { session, onChange } = context;
  session.preferences = { ...session.preferences, ...preferences };
  const known = knownNetworks(session);
  const [first] = known as [Network];
  session.snapNetwork = known.includes(session.snapNetwork) ? session.snapNetwork : first;
  onChange();
  if (!known.includes(session.network)) {
    await selectNetwork(context, first);
  }
}

const handlers: Handlers = {
  answer: ({ id, answer }, { approvals }) => {
    approvals.answer(id, answer);
  },
  interface: ({ id, action }, _context, snap) => {
    const host = snap.host();
    if (!host) {
      throw new Error('No Snap is installed.');
    }
    host.act(id, action);
  },
  'select-account': ({ address }, context) => {
    selectAccount(context, address);
  },
  'select-network': ({ chainId }, context) => selectChain(context, chainId),
  'open-page': ({ page }, _context, snap) => snap.pages.open(snap.host(), page),
  'close-page': (_command, _context, snap) => {
    snap.pages.close(snap.host());
  },
  'read-notification': ({ id }, _context, snap) => {
    snap.notifications.markRead(id);
  },
  'run-work': ({ id }, _context, snap) => snap.work.runNow(id),
  'end-session': (_command, _context, snap) => {
    snap.session.end();
  },
  'install-snap': (_command, _context, snap) => snap.install(),
  'restart-snap': (_command, _context, snap) => snap.restart(),
  lock: (_command, { lock }) => {
    lock.lock();
  },
  unlock: (_command, { lock }) => {
    lock.unlock();
  },
  prefer: ({ preferences }, context) => prefer(context, preferences),
  show: ({ tab, isOpen }, { session }) => {
    if (isOpen) {
      session.openTabs.add(tab);
    } else {
      session.openTabs.delete(tab);
    }
  },
  disconnect: (_command, context) => {
    disconnect(context);
  },
  refresh: (_command, context) => refreshAccounts(context),
};

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
  const { command: name } = command;
  if (!Object.hasOwn(handlers, name)) {
    throw new Error('The wallet has no such command.');
  }
  const handle = handlers[name] as (given: PanelCommand, context: WalletContext, snap: InstalledSnap) => unknown;
  await handle(command, context, snap);
}
