import type { Approval, Toast, WalletState } from '../protocol';

export type ShownToast = Toast & { id: number };

export type ControlOutcome = { tone: 'info' | 'error'; text: string };

/** Everything that is on show: what the wallet told last, and what only this page knows. */
export type PanelState = {
  /** Null until the wallet's server has told it. */
  wallet: WalletState | null;
  /** False while the server of the wallet does not answer. */
  isOnline: boolean;
  isOpen: boolean;
  /** The panel opened by itself for a question, and folds away again after it. */
  opensForApproval: boolean;
  /** The transaction or message whose warning is shown for the second confirmation. */
  warnedOf: string | null;
  /** The account chosen in a connect approval. */
  chosenAccount: string | null;
  /** The notifications in place of the wallet, and which of them is opened. */
  notifications: { opened: string | null } | null;
  toasts: readonly ShownToast[];
  /** Whether the chain's controls are unfolded outlasts an approval that takes their place. */
  controls: { isOpen: boolean; running: string | null; outcome: ControlOutcome | null };
};

export const firstState: PanelState = {
  wallet: null,
  isOnline: true,
  isOpen: false,
  opensForApproval: false,
  warnedOf: null,
  chosenAccount: null,
  notifications: null,
  toasts: [],
  controls: { isOpen: false, running: null, outcome: null },
};

/**
 * The question to answer now: the oldest one. A dialog that opens while another dialog, a transaction or a message is on
 * show belongs to a step of that, and goes before it.
 */
export function currentApproval({ approvals }: WalletState): Approval | undefined {
  const [oldest] = approvals;
  const takesSteps = oldest !== undefined && (oldest.kind === 'dialog' || 'insight' in oldest);
  const newestDialog = [...approvals].reverse().find(({ kind }) => kind === 'dialog');
  return takesSteps ? (newestDialog ?? oldest) : oldest;
}

/** What a person has to do now: answer a question, or unlock the wallet before anything can go on. */
function wantedNow(wallet: WalletState | null): string | undefined {
  const approval = wallet ? currentApproval(wallet)?.id : undefined;
  return wallet?.isLocked ? (approval !== undefined || wallet.isUnlockAwaited ? 'unlock' : undefined) : approval;
}

/** The panel after the wallet told how it stands: something new to do opens it, the last of it folds it away again. */
export function withWallet(state: PanelState, wallet: WalletState): PanelState {
  const before = wantedNow(state.wallet);
  const now = wantedNow(wallet);
  if (now !== undefined && now !== before) {
    return {
      ...state,
      wallet,
      isOpen: true,
      opensForApproval: state.opensForApproval || !state.isOpen,
      warnedOf: null,
      chosenAccount: null,
    };
  }
  if (before !== undefined && now === undefined) {
    return {
      ...state,
      wallet,
      isOpen: state.isOpen && !state.opensForApproval,
      opensForApproval: false,
      warnedOf: null,
    };
  }
  return { ...state, wallet };
}

/** What is on show, and who wants to hear when it changes. */
export type PanelStore = {
  read: () => PanelState;
  change: (next: (state: PanelState) => PanelState) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createPanelStore(): PanelStore {
  let state = firstState;
  const listeners = new Set<() => void>();
  return {
    read: () => state,
    change: (next) => {
      state = next(state);
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
