import type { ReactNode } from 'react';

import type { AccountView, WalletState } from '../protocol';
import { Avatar, shortAddress } from './address';
import { Icon } from './icon';

/** A site as people know it: its address without `http://`. */
export const siteName = (origin: string): string => origin.replace(/^https?:\/\//u, '');

export function Row({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className="row row-default">
      <div className="row-label">{label}</div>
      <div className="row-value">{children}</div>
    </div>
  );
}

type NoticeProps = { tone: 'info' | 'warning' | 'danger'; title: string; children?: ReactNode };

/** Words that go before the rest. */
export function Notice({ tone, title, children }: NoticeProps): ReactNode {
  return (
    <div className={`banner banner-${tone}`} role={tone === 'info' ? 'note' : 'alert'}>
      <Icon name={tone} className="icon banner-icon" />
      <div className="banner-main">
        <p className="banner-title">{title}</p>
        {children === undefined ? null : <p className="text">{children}</p>}
      </div>
    </div>
  );
}

export function AccountLine({ account }: { account: AccountView }): ReactNode {
  return (
    <span className="account">
      <Avatar address={account.address} size="md" />
      <span className="account-names">
        <span className="account-label">{account.label}</span>
        <span className="account-facts">
          <span className="mono" title={account.address}>
            {shortAddress(account.address)}
          </span>
          <span>{account.balance}</span>
        </span>
      </span>
    </span>
  );
}

/** An address, by its name where it is one of the wallet's accounts. */
export function AddressLine({ wallet, address }: { wallet: WalletState; address: string }): ReactNode {
  const known = wallet.accounts.find((account) => account.address.toLowerCase() === address.toLowerCase());
  return (
    <span className="address" title={address}>
      <Avatar address={address} />
      <span className={known ? '' : 'mono'}>{known ? known.label : shortAddress(address)}</span>
    </span>
  );
}

type SheetProps = { title: string; testId: string; onBack: () => void; children: ReactNode };

/** A view in place of the overview, with the way back. */
export function Sheet({ title, testId, onBack, children }: SheetProps): ReactNode {
  return (
    <section className="sheet" data-testid={testId} aria-label={title}>
      <div className="sheet-head">
        <button type="button" className="icon-button" aria-label="Back to the wallet" onClick={onBack}>
          <Icon name="arrow-left" />
        </button>
        <h2 className="title">{title}</h2>
      </div>
      <div className="scroll">{children}</div>
    </section>
  );
}

type SmallButtonProps = {
  testId: string;
  onClick: () => void;
  isDisabled?: boolean;
  isBusy?: boolean;
  children: ReactNode;
};

export function SmallButton({ testId, onClick, isDisabled, isBusy, children }: SmallButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="button button-small"
      data-testid={testId}
      disabled={isDisabled}
      aria-busy={isBusy ? 'true' : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
