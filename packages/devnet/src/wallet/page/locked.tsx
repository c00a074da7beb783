import type { ReactNode } from 'react';

import type { WalletState } from '../protocol';
import { Icon } from './icon';
import type { PanelActions } from './panel-actions';

/** What a locked wallet shows: no account, and no question before it is unlocked. */
export function Locked({ wallet, actions }: { wallet: WalletState; actions: PanelActions }): ReactNode {
  const waiting = wallet.approvals.length;
  return (
    <section className="locked" data-testid="dev-wallet-locked">
      <Icon name="lock" className="icon locked-icon" />
      <h2 className="title">The wallet is locked</h2>
      <p className="lead">
        {waiting > 0
          ? `Unlock it to answer ${waiting === 1 ? 'a question' : `${waiting} questions`}.`
          : wallet.isUnlockAwaited
            ? 'Something waits for it to be unlocked.'
            : 'Sites see no account. The Snap’s work by the clock goes on.'}
      </p>
      <button
        type="button"
        className="button button-primary"
        data-testid="dev-wallet-unlock"
        onClick={() => {
          actions.tell({ command: 'unlock' });
        }}
      >
        Unlock
      </button>
    </section>
  );
}
