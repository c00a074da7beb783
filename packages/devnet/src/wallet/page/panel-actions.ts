import type { Answer, Approval, InterfaceAction, PageName, PanelCommand, Toast } from '../protocol';
import { runChainCommand } from './chain-commands';
import type { ChainCommand } from './chain-commands';
import type { Connection } from './connection';
import { createInterfaceActions } from './interface-actions';
import type { FieldPlace, InterfaceActions } from './interface-actions';
import { currentApproval } from './panel-state';
import type { PanelState, PanelStore } from './panel-state';

const TOAST_MS = 8_000;

/** What a person put into a question beside their yes. */
type Given = Pick<Answer, 'value' | 'accounts'>;

/** Everything that a person can do in the panel. */
export type PanelActions = {
  open: () => void;
  fold: () => void;
  /** What Escape does: refuses the question, goes back from a page or folds the panel; true when it folded. */
  escape: () => boolean;
  /** Says yes; a critical transaction or message shows its warning first. */
  approve: (approval: Approval, given?: Given) => void;
  refuse: (approval: Approval) => void;
  chooseAccount: (address: string) => void;
  unfoldControls: (isOpen: boolean) => void;
  runControl: (command: ChainCommand) => void;
  tell: (command: PanelCommand) => void;
  showToast: (toast: Toast) => void;
  closeToast: (id: number) => void;
  /** The rest is what the components of a Snap can do. */
  act: (id: string, action: InterfaceAction) => void;
  isTyping: (field: FieldPlace) => boolean;
  copy: (value: string) => void;
  follow: (href: string) => void;
  openPage: (page: PageName) => void;
  /** The list of notifications. */
  showNotifications: () => void;
  /** Marks one as read, and opens it where there is more of it. */
  readNotification: (id: string, opens: boolean) => void;
  showWallet: () => void;
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
function approvedAnswer(approval: Approval, state: PanelState, { value = '', accounts }: Given): Answer {
  return {
    approved: true,
    ...(approval.kind === 'connect' ? { account: state.chosenAccount ?? state.wallet?.selected } : {}),
    ...(approval.kind === 'dialog' && approval.dialogType === 'prompt' ? { value } : {}),
    ...(approval.kind === 'session' ? { accounts } : {}),
    ...(state.warnedOf === approval.id ? { acknowledged: true } : {}),
  };
}

function answerActions(
  store: PanelStore,
  command: Command,
  interfaces: InterfaceActions,
): Pick<PanelActions, 'approve' | 'refuse'> {
  const answer = async (approval: Approval, given: Answer) => {
    if (given.approved && approval.kind === 'dialog') {
      // What was written into this dialog comes first.
      interfaces.keepWritten(approval.shown.id);
      await interfaces.settled(approval.shown.id);
    }
    await command({ command: 'answer', id: approval.id, answer: given });
  };
  return {
    approve: (approval, given = {}) => {
      const state = store.read();
      if (isCritical(approval) && state.warnedOf !== approval.id) {
        store.change((before) => ({ ...before, warnedOf: approval.id }));
      } else {
        void answer(approval, approvedAnswer(approval, state, given));
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

type Going = 'openPage' | 'follow' | 'showNotifications' | 'readNotification' | 'showWallet';

/** Ways from one view to another. */
function viewActions({ change }: PanelStore, tell: (command: PanelCommand) => void): Pick<PanelActions, Going> {
  const show = (notifications: PanelState['notifications']) => {
    change((state) => ({ ...state, notifications }));
  };
  const openPage = (page: PageName) => {
    show(null);
    tell({ command: 'open-page', page });
  };
  const showWallet = () => {
    show(null);
  };
  return {
    openPage,
    follow: (href) => {
      if (href.startsWith('metamask://snap/')) {
        openPage('home');
      } else {
        showWallet();
        tell({ command: 'close-page' });
      }
    },
    showNotifications: () => {
      show({ opened: null });
    },
    readNotification: (id, opens) => {
      tell({ command: 'read-notification', id });
      if (opens) {
        show({ opened: id });
      }
    },
    showWallet,
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
  // Where the Snap has taken a field or a button away by now, nothing comes of it.
  const interfaces = createInterfaceActions(async (id, action) => {
    await connection.panel({ command: 'interface', id, action });
  });
  const views = viewActions(store, tell);
  const answers = answerActions(store, command, interfaces);
  const goBack = (): boolean => {
    const { wallet, notifications } = store.read();
    if (notifications) {
      (notifications.opened === null ? views.showWallet : views.showNotifications)();
    } else if (wallet?.page) {
      tell({ command: 'close-page' });
    } else {
      return false;
    }
    return true;
  };
  const fold = () => {
    store.change((state) => ({ ...state, isOpen: false, opensForApproval: false }));
  };

  return {
    ...toasts,
    ...answers,
    ...views,
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
      if (approval && !wallet.isLocked) {
        answers.refuse(approval);
        return false;
      }
      if (wallet && !wallet.isLocked && goBack()) {
        return false;
      }
      fold();
      return true;
    },
    chooseAccount: (address) => {
      store.change((state) => ({ ...state, chosenAccount: address }));
    },
    act: interfaces.act,
    isTyping: interfaces.isTyping,
    copy: (value) => {
      void copyText(value).then(toasts.showToast);
    },
  };
}
