import type { AccountView, Answer, Preferences } from '../protocol';
import { labelOf, readAccounts } from './accounts';
import type { Approvals } from './approvals';
import type { Lock } from './lock';
import { createNetworks } from './networks';
import type { Network } from './networks';
import { userRejected } from './rpc-errors';
import type { DevWalletOptions } from './options';

/** What the wallet knows at this moment: its accounts, and who may see which of them on which network. */
export type Session = {
  /** All that it could have. */
  readonly networks: readonly Network[];
  accounts: AccountView[];
  selected: string;
  /** Accounts that the site may see. */
  connected: string[];
  /** The network that the site uses. */
  network: Network;
  isSnapConnected: boolean;
  snapAccounts: string[];
  /** A Snap has a network of its own. */
  snapNetwork: Network;
  preferences: Preferences;
  /** Tabs whose panel is open. */
  readonly openTabs: Set<string>;
};

/** A wallet that nobody is connected to yet. */
export function createSession({ chains, accounts }: DevWalletOptions): Session {
  const networks = createNetworks(chains);
  const [mainNetwork] = networks as [Network];
  return {
    networks,
    accounts: accounts.map((address, index) => ({ address, label: labelOf(index), balance: null })),
    selected: accounts[0] ?? '',
    connected: [],
    network: mainNetwork,
    isSnapConnected: false,
    snapAccounts: [],
    snapNetwork: mainNetwork,
    preferences: {
      locale: 'en',
      currency: 'usd',
      offersSessions: true,
      hasAddedNetworks: true,
      offersSmartAccounts: true,
    },
    openTabs: new Set(),
  };
}

/** The networks that the wallet has at this time. */
export function knownNetworks({ networks, preferences }: Session): Network[] {
  return networks.filter(({ isAdded }) => !isAdded || preferences.hasAddedNetworks);
}

/** The account of an address, with its balance; one that is not the wallet's is named as unknown. */
export function accountOf({ accounts }: Session, address: string): AccountView {
  return (
    accounts.find((account) => account.address.toLowerCase() === address.toLowerCase()) ?? {
      address,
      label: 'Unknown account',
      balance: null,
    }
  );
}

/** What every part of the wallet works with. */
export type WalletContext = {
  options: DevWalletOptions;
  session: Session;
  approvals: Approvals;
  lock: Lock;
  onChange: () => void;
};

/** The accounts that the site sees: none while the wallet is locked. */
export function visibleAccounts({ session, lock }: WalletContext): string[] {
  return lock.isLocked() ? [] : session.connected;
}

/** Reads the balances of all accounts on the network that the site uses. */
export async function refreshAccounts({ options, session, onChange }: WalletContext): Promise<void> {
  const read = await readAccounts(session.network, options.accounts);
  if (JSON.stringify(read) !== JSON.stringify(session.accounts)) {
    session.accounts = read;
    onChange();
  }
}

/** Makes another account the chosen one, for the site and the Snap as far as they are connected. */
export function selectAccount({ options, session, onChange }: WalletContext, address: string): void {
  if (!options.accounts.includes(address)) {
    throw new Error(`${address} is no account of this wallet.`);
  }
  session.selected = address;
  session.connected = session.connected.length > 0 ? [address] : [];
  session.snapAccounts = session.snapAccounts.length > 0 ? [address] : [];
  onChange();
}

export async function selectNetwork(context: WalletContext, wanted: Network): Promise<void> {
  context.session.network = wanted;
  context.onChange();
  await refreshAccounts(context);
}

/** Asks which account somebody may see. */
export type AskForAccount = (origin: string, requester: string) => Promise<string[]>;

/** Asks which account a site or the Snap may see; one question for all who ask at the same time. */
export function createAccountQuestion(context: WalletContext): AskForAccount {
  const { session, approvals } = context;
  const pendingConnects = new Map<string, Promise<string[]>>();
  const choose = (answer: Answer): string[] => {
    if (!answer.approved) {
      throw userRejected('Connecting');
    }
    session.selected = accountOf(session, answer.account ?? session.selected).address;
    return [session.selected];
  };
  return (origin, requester) => {
    const pending = pendingConnects.get(requester);
    if (pending) {
      return pending;
    }
    void refreshAccounts(context);
    const asked = approvals
      .ask({ kind: 'connect', origin, requester })
      .answered.then(choose)
      .finally(() => pendingConnects.delete(requester));
    pendingConnects.set(requester, asked);
    return asked;
  };
}
