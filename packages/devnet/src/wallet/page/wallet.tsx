import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { flushSync } from 'react-dom';

import { AccountsProvider } from './accounts';
import { Question } from './approvals/question';
import { Icon } from './icon';
import { Locked } from './locked';
import { Notifications } from './notifications';
import { Overview } from './overview';
import type { PanelActions } from './panel-actions';
import { currentApproval } from './panel-state';
import type { PanelState, PanelStore, ShownToast } from './panel-state';
import { SnapPage } from './snap-page';

function Mark(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect x={1} y={1} width={30} height={30} rx={8} fill="var(--mark)" />
      <path d="M9 12h14v10H9z M9 12l10-3v3 M18 17h5" fill="none" stroke="#fff" strokeWidth={2} />
    </svg>
  );
}

type ToggleProps = { button: RefObject<HTMLButtonElement>; onClick: () => void };

/** The button that the panel folds away to. */
function Launcher({ waiting, unread, button, onClick }: ToggleProps & { waiting: number; unread: number }): ReactNode {
  const told = [...(waiting > 0 ? [`${waiting} waiting`] : []), ...(unread > 0 ? [`${unread} not read`] : [])];
  const label = ['Open the development wallet', ...(told.length > 0 ? [told.join(', ')] : [])].join(': ');
  return (
    <button
      ref={button}
      type="button"
      className="launcher"
      data-testid="dev-wallet-open"
      aria-label={label}
      onClick={onClick}
    >
      <Mark />
      <span className="launcher-text">Dev wallet</span>
      {waiting > 0 ? <span className="badge">{waiting}</span> : null}
      {unread > 0 ? (
        <span className="badge badge-quiet">
          <Icon name="notification" />
          {unread}
        </span>
      ) : null}
    </button>
  );
}

type HeadProps = ToggleProps & { unread: number; isLocked: boolean; actions: PanelActions };

function Head({ button, onClick, unread, isLocked, actions }: HeadProps): ReactNode {
  return (
    <header className="head">
      <Mark />
      <div className="grow">
        <p className="name">Development wallet</p>
        <p className="claim">Test money only</p>
      </div>
      {isLocked ? null : (
        <>
          <button
            type="button"
            className="icon-button"
            data-testid="dev-wallet-notifications"
            aria-label={unread > 0 ? `Notifications: ${unread} not read` : 'Notifications'}
            onClick={actions.showNotifications}
          >
            <Icon name="notification" />
            {unread > 0 ? <span className="badge badge-corner">{unread}</span> : null}
          </button>
          <button
            type="button"
            className="icon-button"
            data-testid="dev-wallet-lock"
            aria-label="Lock the wallet"
            onClick={() => {
              actions.tell({ command: 'lock' });
            }}
          >
            <Icon name="lock" />
          </button>
        </>
      )}
      <button
        ref={button}
        type="button"
        className="icon-button"
        data-testid="dev-wallet-fold"
        aria-label="Fold the wallet away"
        onClick={onClick}
      >
        <Icon name="minus" />
      </button>
    </header>
  );
}

type PanelProps = { panel: PanelState; actions: PanelActions };

/** What the open panel is about: a question, notifications, the Snap's page, or how the wallet stands. */
function Content({ panel, actions }: PanelProps): ReactNode {
  const { wallet, warnedOf, notifications, controls } = panel;
  if (!wallet) {
    return <p className="note offline">Waiting for the wallet…</p>;
  }
  if (wallet.isLocked) {
    return <Locked wallet={wallet} actions={actions} />;
  }
  const approval = currentApproval(wallet);
  if (approval) {
    const key = `${approval.id}${warnedOf === approval.id ? '-warning' : ''}`;
    return <Question key={key} approval={approval} wallet={wallet} panel={panel} actions={actions} />;
  }
  if (notifications) {
    return <Notifications notifications={wallet.notifications} opened={notifications.opened} actions={actions} />;
  }
  return wallet.page ? (
    <SnapPage page={wallet.page} snapName={wallet.snap?.name ?? ''} actions={actions} />
  ) : (
    <Overview wallet={wallet} actions={actions} controls={controls} />
  );
}

function Toasts({ toasts, onClose }: { toasts: readonly ShownToast[]; onClose: (id: number) => void }): ReactNode {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, title, message, tone }) => (
        <div className={`toast toast-${tone}`} data-testid="dev-wallet-toast" key={id}>
          <div className="grow">
            <p className="banner-title">{title}</p>
            <p className="text">{message}</p>
          </div>
          <button
            type="button"
            className="icon-button"
            aria-label="Close"
            onClick={() => {
              onClose(id);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Puts the focus back where it was before the first question, once the last one is answered. */
function useFocusReturn(isAsked: boolean): void {
  const before = useRef<Element | null>(null);
  // Before a question takes the focus, which it does in an effect that comes later.
  useLayoutEffect(() => {
    if (isAsked) {
      before.current = document.activeElement;
    } else if (before.current instanceof HTMLElement) {
      before.current.focus();
      before.current = null;
    }
  }, [isAsked]);
}

/** The whole wallet as it stands on the page: folded to a button, or open as a panel. */
export function Wallet({ store, actions }: { store: PanelStore; actions: PanelActions }): ReactNode {
  const panel = useSyncExternalStore(store.subscribe, store.read);
  const { wallet, isOpen, isOnline, toasts } = panel;
  const isAsked = wallet !== null && !wallet.isLocked && currentApproval(wallet) !== undefined;
  const unread = wallet?.notifications.filter(({ isRead }) => !isRead).length ?? 0;
  // The button that opens the panel, or the one that folds it away: whichever there is.
  const toggle = useRef<HTMLButtonElement>(null);
  useFocusReturn(isAsked);
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-dev-wallet-open', isOpen);
  }, [isOpen]);

  const open = () => {
    flushSync(actions.open);
    if (!isAsked) {
      toggle.current?.focus();
    }
  };
  const fold = () => {
    flushSync(actions.fold);
    toggle.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (flushSync(actions.escape)) {
        toggle.current?.focus();
      }
    }
  };

  return (
    <div className="wallet" onKeyDown={onKeyDown}>
      {isOpen ? (
        <aside className="panel" data-testid="dev-wallet" aria-label="Development wallet">
          <Head button={toggle} onClick={fold} unread={unread} isLocked={wallet?.isLocked ?? false} actions={actions} />
          {isOnline ? null : (
            <p className="offline" role="alert">
              The devnet does not answer. Is it still running?
            </p>
          )}
          <AccountsProvider value={wallet?.accounts ?? []}>
            <Content panel={panel} actions={actions} />
          </AccountsProvider>
        </aside>
      ) : (
        <Launcher waiting={wallet?.approvals.length ?? 0} unread={unread} button={toggle} onClick={open} />
      )}
      <Toasts toasts={toasts} onClose={actions.closeToast} />
    </div>
  );
}
