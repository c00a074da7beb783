import { sharedName, useWallet, type Wallet } from '@pooled-staking/react';
import { useEffect, useRef, useState } from 'react';
import { walletHelpUrl } from '../config';
import { t } from '../texts/texts';
import { ErrorNote, Note } from './notes';
import './wallet-chooser.css';

function WalletIcon({ wallet }: { readonly wallet: Wallet }) {
  return wallet.icon ? (
    <img className="wallet-icon" src={wallet.icon} alt="" width={28} height={28} />
  ) : (
    <span className="wallet-icon wallet-icon-none" aria-hidden="true">
      {wallet.name.slice(0, 1)}
    </span>
  );
}

/** A dialog with the wallets that announced themselves. */
function ChooserDialog({ onClose }: { readonly onClose: () => void }) {
  const { wallets, connect } = useWallet();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const shared = sharedName(wallets);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="chooser-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="chooser-title">{t('wallet.chooseWallet')}</h2>
        <button type="button" className="button-text" onClick={() => dialog.current?.close()}>
          {t('frame.close')}
        </button>
      </div>
      {shared === null ? null : (
        <Note tone="warning" title={t('wallet.namesakesTitle', { wallet: shared })}>
          {t('wallet.namesakesText')}
        </Note>
      )}
      <ul className="wallets">
        {wallets.map((wallet) => (
          <li key={wallet.id}>
            <button
              type="button"
              className="wallet"
              onClick={() => {
                dialog.current?.close();
                void connect(wallet);
              }}
            >
              <WalletIcon wallet={wallet} />
              <span className="wallet-words">
                {wallet.name}
                {shared !== null && wallet.rdns ? <span className="wallet-rdns">{wallet.rdns}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}

/** The button that connects: to the one wallet there is, or to one of several; words when there is none. */
export function WalletChooser() {
  const { wallets, isSearching, silent, connectingTo, connect, error } = useWallet();
  const [isChoosing, setIsChoosing] = useState(false);
  const [only] = wallets;
  if (!only && !isSearching) {
    return (
      <Note
        tone="info"
        title={t('wallet.noWalletTitle')}
        action={
          <a className="button" href={walletHelpUrl} target="_blank" rel="noreferrer">
            {t('wallet.getFlask')}
          </a>
        }
      >
        {t('wallet.noWalletText')}
      </Note>
    );
  }
  return (
    <div className="connect">
      <button
        type="button"
        className="button button-large"
        disabled={!only || connectingTo !== null}
        onClick={() => {
          if (wallets.length > 1) {
            setIsChoosing(true);
          } else if (only) {
            void connect(only);
          }
        }}
      >
        {t(connectingTo ? 'network.checkYourWallet' : only ? 'wallet.connectWallet' : 'wallet.lookingForWallets')}
      </button>
      {wallets.length === 1 && only ? (
        <p className="connect-hint">{t('wallet.walletFound', { wallet: only.name })}</p>
      ) : null}
      {wallets.length > 1 ? (
        <p className="connect-hint">{t('wallet.walletsFound', { count: wallets.length })}</p>
      ) : null}
      {silent && !connectingTo ? (
        <Note tone="info" title={t('wallet.silentTitle', { wallet: silent.name })}>
          {t('wallet.silentText')}
        </Note>
      ) : null}
      {error === null ? null : <ErrorNote error={error} />}
      {isChoosing ? (
        <ChooserDialog
          onClose={() => {
            setIsChoosing(false);
          }}
        />
      ) : null}
    </div>
  );
}
