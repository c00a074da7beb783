import { createRoot } from 'react-dom/client';

import type { Toast, WalletState } from '../protocol';
import type { Connection } from './connection';
import { createPanelActions } from './panel-actions';
import { createPanelStore, withWallet } from './panel-state';
import { pageStyles, panelStyles } from './styles';
import { Wallet } from './wallet';

const REFRESH_MS = 5_000;

export type Panel = {
  show(state: WalletState): void;
  showToast(toast: Toast): void;
  setOnline(isOnline: boolean): void;
};

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
  const store = createPanelStore();
  const actions = createPanelActions(store, connection);
  const host = document.createElement('dev-wallet');
  const shadow = host.attachShadow({ mode: 'open' });
  // Sheets, not elements: the page's Content-Security-Policy allows no style element that it does not know.
  shadow.adoptedStyleSheets = [sheetOf(panelStyles)];

  setInterval(() => {
    const { isOpen, isOnline } = store.read();
    if (isOpen && isOnline && document.visibilityState === 'visible') {
      void connection.panel({ command: 'refresh' });
    }
  }, REFRESH_MS);

  // The wallet tells the Snap whether a person looks at it; it forgets a tab whose connection broke off.
  let isKnownOpen = false;
  store.subscribe(() => {
    const { isOpen, isOnline } = store.read();
    if (!isOnline) {
      isKnownOpen = false;
    } else if (isOpen !== isKnownOpen) {
      isKnownOpen = isOpen;
      void connection.panel({ command: 'show', tab: connection.tab, isOpen });
    }
  });

  const attach = () => {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(pageStyles)];
    document.body.append(host);
    createRoot(shadow).render(<Wallet store={store} actions={actions} />);
  };
  if (document.readyState !== 'loading') {
    attach();
  } else {
    document.addEventListener('DOMContentLoaded', attach, { once: true });
  }

  return {
    show: (wallet) => {
      store.change((state) => withWallet(state, wallet));
    },
    showToast: actions.showToast,
    setOnline: (isOnline) => {
      store.change((state) => ({ ...state, isOnline }));
    },
  };
}
