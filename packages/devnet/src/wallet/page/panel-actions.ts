import type { Answer, Approval, InterfaceAction, PanelCommand, Toast } from '../protocol';
import { runChainCommand } from './chain-commands';
import type { ChainCommand } from './chain-commands';
import type { Connection } from './connection';
import { createInterfaceActions } from './interface-actions';
import type { InterfaceActions } from './interface-actions';
import { currentApproval } from './panel-state';
import type { PanelState, PanelStore } from './panel-state';

const TOAST_MS = 8_000;

/** Everything that a person can do in the panel. */
export type PanelActions = {
  open: () => void;
  fold: () => void;
  /** What Escape does: refuses the question, leaves the Snap's page or folds the panel; true when it folded. */
  escape: () => boolean;
  /** Says yes; a critical transaction or message shows its warning first. */
  approve: (approval: Approval, written?: string) => void;
  refuse: (approval: Approval) => void;
  chooseAccount: (address: string) => void;
  unfoldControls: (isOpen: boolean) => void;
  runControl: (command: ChainCommand) => void;
  tell: (command: PanelCommand) => void;
  showToast: (toast: Toast) => void;
  closeToast: (id: number) => void;
  /** The rest is what the components of a Snap can do. */
  act: (id: string, action: InterfaceAction) => void;
  copy: (value: string) => void;
  openHome: () => void;
};

type Command = (command: PanelCommand) => Promise<void>;

function toastActions({ change }: PanelStore): Pick<PanelActions, 'showToast' | 'closeToast'> {
  let lastToast = 0;
  const closeToast = (id: number) => {
    change((state) => ({ ...state, toasts: state.toasts.filter((shown) => shown.id !== id) }));
  };
  return {
    showToast: (toast) => {
      lastToast += 1;
      const id = lastToast;
      change((state) => ({ ...state, toasts: [...state.toasts, { ...toast, id }] }));
      setTimeout(() => {
        closeToast(id);
      }, TOAST_MS);
    },
    closeToast,
  };
}

const isCritical = (approval: Approval) =>
  'insight' in approval && approval.insight.status === 'ready' && approval.insight.critical;

/** The answer that a person's yes is. */
function approvedAnswer(approval: Approval, state: PanelState, written: string): Answer {
  return {
    approved: true,
    ...(approval.kind === 'connect' ? { account: state.chosenAccount ?? state.wallet?.selected } : {}),
    ...(approval.kind === 'dialog' && approval.dialogType === 'prompt' ? { value: written } : {}),
    ...(state.warnedOf === approval.id ? { acknowledged: true } : {}),
  };
}

function answerActions(
  store: PanelStore,
  command: Command,
  interfaces: InterfaceActions,
): Pick<PanelActions, 'approve' | 'refuse'> {
  const answer = async (approval: Approval, given: Answer) => {
    // What was written into this dialog comes first; an action on another one may be waiting for this very answer.
    interfaces.flush();
    if (given.approved && approval.kind === 'dialog') {
      await interfaces.settled(approval.shown.id);
    }
    await command({ command: 'answer', id: approval.id, answer: given });
  };
  return {
    approve: (approval, written = '') => {
      const state = store.read();
      if (isCritical(approval) && state.warnedOf !== approval.id) {
        store.change((before) => ({ ...before, warnedOf: approval.id }));
      } else {
        void answer(approval, approvedAnswer(approval, state, written));
      }
    },
    refuse: (approval) => {
      void answer(approval, { approved: false });
    },
  };
}

function controlActions(
  { read, change }: PanelStore,
  command: Command,
): Pick<PanelActions, 'unfoldControls' | 'runControl'> {
  const changeControls = (part: Partial<PanelState['controls']>) => {
    change((state) => ({ ...state, controls: { ...state.controls, ...part } }));
  };
  const run = async (url: string, wanted: ChainCommand) => {
    changeControls({ running: wanted.id, outcome: null });
    changeControls({ outcome: await runChainCommand(url, wanted), running: null });
    await command({ command: 'refresh' });
  };
  return {
    unfoldControls: (isOpen) => {
      changeControls({ isOpen });
    },
    runControl: (wanted) => {
      const url = read().wallet?.operatorUrl;
      if (url) {
        void run(url, wanted);
      }
    },
  };
}

async function copyText(value: string): Promise<Toast> {
  try {
    await navigator.clipboard.writeText(value);
    return { title: 'Copied', message: value, tone: 'info' };
  } catch {
    return { title: 'The browser did not allow copying', message: value, tone: 'error' };
  }
}

/** Makes what a person does in the panel happen: on this page, and in the wallet's server. */
export function createPanelActions(store: PanelStore, connection: Connection): PanelActions {
  const toasts = toastActions(store);
  const command: Command = async (sent) => {
    const reply = await connection.panel(sent);
    if (!reply.ok) {
      toasts.showToast({ title: 'That did not work', message: reply.error.message, tone: 'error' });
    }
  };
  const tell = (sent: PanelCommand) => {
    void command(sent);
  };
  const interfaces = createInterfaceActions((id, action) => command({ command: 'interface', id, action }));
  const answers = answerActions(store, command, interfaces);
  const fold = () => {
    store.change((state) => ({ ...state, isOpen: false, opensForApproval: false }));
  };

  return {
    ...toasts,
    ...answers,
    ...controlActions(store, command),
    tell,
    open: () => {
      store.change((state) => ({ ...state, isOpen: true }));
      tell({ command: 'refresh' });
    },
    fold,
    escape: () => {
      const { wallet } = store.read();
      const approval = wallet && currentApproval(wallet);
      if (approval) {
        answers.refuse(approval);
        return false;
      }
      if (wallet?.home) {
        tell({ command: 'close-home' });
        return false;
      }
      fold();
      return true;
    },
    chooseAccount: (address) => {
      store.change((state) => ({ ...state, chosenAccount: address }));
    },
    act: interfaces.act,
    copy: (value) => {
      void copyText(value).then(toasts.showToast);
    },
    openHome: () => {
      tell({ command: 'open-home' });
    },
  };
}
