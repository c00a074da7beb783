import { useEffect, useRef, useState } from 'react';
import { walletHelpUrl } from '../config';
import type { Wallet } from '../wallet/discovery';
import { useWallet } from '../wallet/session';
import { Note } from './notes';

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
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="chooser-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="chooser-title">Choose a wallet</h2>
        <button type="button" className="button-text" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <ul className="wallets">
        {wallets.map((wallet) => (
          <li key={wallet.uuid}>
            <button
              type="button"
              className="wallet"
              onClick={() => {
                dialog.current?.close();
                void connect(wallet);
              }}
            >
              <WalletIcon wallet={wallet} />
              <span>{wallet.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}

/** The button that connects: to the one wallet there is, or to one of several; words when there is none. */
export function WalletChooser() {
  const { wallets, isSearching, connectingTo, connect, error } = useWallet();
  const [isChoosing, setIsChoosing] = useState(false);
  const [only] = wallets;
  if (!only && !isSearching) {
    return (
      <Note
        tone="info"
        title="No wallet found in this browser"
        action={
          <a className="button" href={walletHelpUrl} target="_blank" rel="noreferrer">
            Get MetaMask Flask
          </a>
        }
      >
        Pooled Staking works inside MetaMask Flask, the edition of MetaMask for new Snaps. Install it, then reload this
        page.
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
        {connectingTo ? 'Check your wallet…' : only ? 'Connect a wallet' : 'Looking for wallets…'}
      </button>
      {wallets.length === 1 && only ? <p className="connect-hint">Found: {only.name}</p> : null}
      {wallets.length > 1 ? <p className="connect-hint">{wallets.length} wallets found</p> : null}
      {error ? (
        <Note tone={error.isRefusal ? 'info' : 'error'} title={error.title}>
          {error.message} {error.advice}
        </Note>
      ) : null}
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
