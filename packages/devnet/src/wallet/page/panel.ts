import { describeOutcome } from './control-outcome';
import type { Connection } from './connection';
import { controlCommands, currentApproval, renderWallet } from './panel-view';
import type { PanelUi } from './panel-view';
import { patch } from './render/patch';
import { pageStyles, panelStyles } from './styles';
import type { Answer, InterfaceAction, PanelCommand, Toast, WalletState } from '../protocol';

const TOAST_MS = 8_000;
const TYPING_PAUSE_MS = 150;
const REFRESH_MS = 5_000;

export type Panel = {
  show(state: WalletState): void;
  showToast(toast: Toast): void;
  setOnline(isOnline: boolean): void;
};

type Target = HTMLElement & { dataset: DOMStringMap };

function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

/**
 * Puts the wallet's panel onto the page, in a shadow root of its own. It opens by itself when something needs an
 * answer, and folds away again afterwards when it was folded before.
 */
export function mountPanel(connection: Connection): Panel {
  const host = document.createElement('dev-wallet');
  const shadow = host.attachShadow({ mode: 'open' });
  const root = document.createElement('div');
  root.className = 'wallet';
  // Sheets, not elements: the page's Content-Security-Policy allows no style element that it does not know.
  shadow.adoptedStyleSheets = [sheetOf(panelStyles)];
  shadow.append(root);

  let state: WalletState | null = null;
  let opensForApproval = false;
  let focusBefore: Element | null = null;
  let lastToast = 0;
  const typing = new Map<string, { timer: ReturnType<typeof setTimeout>; send: () => void }>();
  const lastActions = new Map<string, Promise<void>>();
  let ui: PanelUi = {
    isOpen: false,
    isOnline: true,
    warnedOf: null,
    chosenAccount: null,
    toasts: [],
    controls: { isOpen: false, running: null, outcome: null },
  };

  const render = () => {
    patch(root, renderWallet(state, ui));
    document.documentElement.toggleAttribute('data-dev-wallet-open', ui.isOpen);
  };

  const change = (part: Partial<PanelUi>) => {
    ui = { ...ui, ...part };
    render();
  };

  const showToast = (toast: Toast) => {
    lastToast += 1;
    const id = lastToast;
    change({ toasts: [...ui.toasts, { ...toast, id }] });
    setTimeout(() => {
      change({ toasts: ui.toasts.filter((shown) => shown.id !== id) });
    }, TOAST_MS);
  };

  const command = async (sent: PanelCommand) => {
    const reply = await connection.panel(sent);
    if (!reply.ok) {
      showToast({ title: 'That did not work', message: reply.error.message, tone: 'error' });
    }
  };

  // --------------------------------------------------------------------------------------- fields of the Snap

  /** One action on an interface after the other, in the order in which a person does them. */
  const act = (id: string, action: InterfaceAction) => {
    const before = lastActions.get(id) ?? Promise.resolve();
    lastActions.set(
      id,
      before.then(() => command({ command: 'interface', id, action })),
    );
  };

  const flushTyping = () => {
    for (const { timer, send } of typing.values()) {
      clearTimeout(timer);
      send();
    }
    typing.clear();
  };

  const type = (id: string, name: string, value: string) => {
    const key = `${id} ${name}`;
    clearTimeout(typing.get(key)?.timer);
    const send = () => {
      act(id, { kind: 'type', name, value });
    };
    const timer = setTimeout(() => {
      typing.delete(key);
      send();
    }, TYPING_PAUSE_MS);
    typing.set(key, { timer, send });
  };

  const copy = async (value: string) => {
    try {
      await navigator.clipboard.writeText(value);
      showToast({ title: 'Copied', message: value, tone: 'info' });
    } catch {
      showToast({ title: 'The browser did not allow copying', message: value, tone: 'error' });
    }
  };

  const fieldAction = (target: Target, event: 'click' | 'input' | 'change') => {
    const { act: kind, name = '', component, value = '' } = target.dataset;
    const id = target.closest<HTMLElement>('[data-interface]')?.dataset['interface'];
    if (kind === 'copy' && event === 'click') {
      void copy(value);
    } else if (kind === 'open-home' && event === 'click') {
      void command({ command: 'open-home' });
    } else if (id === undefined) {
      return;
    } else if (kind === 'click' && event === 'click' && name !== '') {
      flushTyping();
      act(id, { kind: 'click', name });
    } else if (kind === 'toggle' && event === 'change') {
      flushTyping();
      act(id, { kind: 'click', name });
    } else if (kind === 'type' && event === 'input') {
      type(id, name, (target as HTMLInputElement).value);
    } else if (kind === 'choose' && event === 'change') {
      flushTyping();
      act(id, {
        kind: 'choose',
        component: component as 'Dropdown' | 'RadioGroup' | 'Selector',
        name,
        value: (target as HTMLInputElement).value,
      });
    } else if (kind === 'pick-date' && event === 'change') {
      act(id, { kind: 'pick-date', name, value: (target as HTMLInputElement).value });
    }
  };

  // ----------------------------------------------------------------------------------------------- approvals

  const answer = (id: string, isApproved: boolean) => {
    const approval = state?.approvals.find((open) => open.id === id);
    if (!approval) {
      return;
    }
    const isWarned = ui.warnedOf === id;
    const isCritical = 'insight' in approval && approval.insight.status === 'ready' && approval.insight.critical;
    if (isApproved && isCritical && !isWarned) {
      change({ warnedOf: id });
      focusApproval();
      return;
    }
    const prompt = root.querySelector<HTMLInputElement>('[data-do="prompt"]');
    const given: Answer = { approved: isApproved };
    if (isApproved && approval.kind === 'connect') {
      given.account = ui.chosenAccount ?? state?.selected;
    }
    if (isApproved && approval.kind === 'dialog' && approval.dialogType === 'prompt') {
      given.value = prompt?.value ?? '';
    }
    if (isWarned) {
      given.acknowledged = true;
    }
    // What was written into this dialog comes first; an action on another one may be waiting for this very answer.
    flushTyping();
    const written = isApproved && approval.kind === 'dialog' ? lastActions.get(approval.shown.id) : undefined;
    void (written ?? Promise.resolve()).then(() => command({ command: 'answer', id, answer: given }));
  };

  const focusApproval = () => {
    const prompt = root.querySelector<HTMLElement>('[data-do="prompt"]');
    (prompt ?? root.querySelector<HTMLElement>('.approval'))?.focus();
  };

  // --------------------------------------------------------------------------------------------- the panel

  const runControl = async (id: string) => {
    const control = controlCommands.find((known) => known.id === id);
    const url = state?.operatorUrl;
    if (!control || !url) {
      return;
    }
    change({ controls: { ...ui.controls, running: id, outcome: null } });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(control.body),
      });
      const reply = (await response.json()) as { ok: boolean; result?: unknown; error?: { message?: string } };
      change({
        controls: {
          ...ui.controls,
          running: null,
          outcome: reply.ok
            ? { tone: 'info', text: describeOutcome(id, reply.result) }
            : { tone: 'error', text: reply.error?.message ?? 'It was refused.' },
        },
      });
    } catch {
      change({
        controls: { ...ui.controls, running: null, outcome: { tone: 'error', text: 'The devnet does not answer.' } },
      });
    }
    void command({ command: 'refresh' });
  };

  const fold = () => {
    opensForApproval = false;
    change({ isOpen: false });
    root.querySelector<HTMLElement>('.launcher')?.focus();
  };

  const open = () => {
    change({ isOpen: true });
    void command({ command: 'refresh' });
    if (state && currentApproval(state)) {
      focusApproval();
    } else {
      root.querySelector<HTMLElement>('[data-do="fold"]')?.focus();
    }
  };

  const clicks: Readonly<Record<string, (id: string) => void>> = {
    approve: (id) => {
      answer(id, true);
    },
    refuse: (id) => {
      answer(id, false);
    },
    open,
    fold,
    'open-home': () => void command({ command: 'open-home' }),
    'close-home': () => void command({ command: 'close-home' }),
    disconnect: () => void command({ command: 'disconnect' }),
    control: (id) => void runControl(id),
    'close-toast': (id) => {
      change({ toasts: ui.toasts.filter((toast) => String(toast.id) !== id) });
    },
  };

  const choices: Readonly<Record<string, (value: string) => void>> = {
    'choose-account': (value) => {
      change({ chosenAccount: value });
    },
    'select-account': (value) => void command({ command: 'select-account', address: value }),
    'select-network': (value) => void command({ command: 'select-network', chainId: Number(value) }),
  };

  const onEscape = () => {
    const approval = state ? currentApproval(state) : undefined;
    if (approval) {
      answer(approval.id, false);
    } else if (state?.home) {
      void command({ command: 'close-home' });
    } else {
      fold();
    }
  };

  const closest = (event: Event, selector: string): Target | null =>
    event.target instanceof Element ? event.target.closest<Target>(selector) : null;

  root.addEventListener('click', (event) => {
    const target = closest(event, '[data-do],[data-act]');
    if (target?.dataset['do'] !== undefined) {
      clicks[target.dataset['do']]?.(target.dataset['id'] ?? '');
    } else if (target) {
      fieldAction(target, 'click');
    }
  });
  root.addEventListener('input', (event) => {
    const target = closest(event, '[data-act]');
    if (target) {
      fieldAction(target, 'input');
    }
  });
  root.addEventListener('change', (event) => {
    const target = closest(event, '[data-do],[data-act]');
    if (target?.dataset['do'] !== undefined) {
      choices[target.dataset['do']]?.((target as HTMLInputElement).value);
    } else if (target) {
      fieldAction(target, 'change');
    }
  });
  // The event of a folding section does not bubble. Whether it is open outlasts an approval that takes its place.
  root.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.matches('.controls')) {
        ui = { ...ui, controls: { ...ui.controls, isOpen: target.open } };
      }
    },
    true,
  );
  // A form reaches the Snap through its button.
  root.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
    if (event.key === 'Enter' && closest(event, '[data-do="prompt"]') && state) {
      const approval = currentApproval(state);
      if (approval) {
        answer(approval.id, true);
      }
    }
  });

  setInterval(() => {
    if (ui.isOpen && ui.isOnline && document.visibilityState === 'visible') {
      void connection.panel({ command: 'refresh' });
    }
  }, REFRESH_MS);

  const attach = () => {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(pageStyles)];
    document.body.append(host);
    render();
  };
  if (document.readyState !== 'loading') {
    attach();
  } else {
    document.addEventListener('DOMContentLoaded', attach, { once: true });
  }

  return {
    show: (next) => {
      const before = state && currentApproval(state);
      const now = currentApproval(next);
      state = next;
      const isNew = now !== undefined && now.id !== before?.id;
      if (isNew) {
        if (!ui.isOpen) {
          opensForApproval = true;
        }
        if (!before) {
          focusBefore = document.activeElement;
        }
        ui = { ...ui, isOpen: true, warnedOf: null, chosenAccount: null };
      } else if (before && !now) {
        ui = { ...ui, isOpen: ui.isOpen && !opensForApproval, warnedOf: null };
        opensForApproval = false;
      }
      render();
      if (isNew) {
        focusApproval();
      } else if (before && !now && focusBefore instanceof HTMLElement) {
        focusBefore.focus();
        focusBefore = null;
      }
    },
    showToast,
    setOnline: (isOnline) => {
      change({ isOnline });
    },
  };
}
