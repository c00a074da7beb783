import { useEffect, useRef, useState } from 'react';
import { walletHelpUrl } from '../config';
import type { Wallet } from '../wallet/discovery';
import { sharedName } from '../wallet/namesakes';
import { useWallet } from '../wallet/session';
import { Note } from './notes';
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
        <h2 id="chooser-title">Choose a wallet</h2>
        <button type="button" className="button-text" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {shared === null ? null : (
        <Note tone="warning" title={`More than one wallet here says that it is ${shared}`}>
          If you installed only one, another extension pretends to be it. Close this page and look through the
          extensions of your browser before you choose.
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
      {silent && !connectingTo ? (
        <Note tone="info" title={`${silent.name} shares no account now`}>
          Unlock it and this page goes on where it was. If you have disconnected the account there, connect again.
        </Note>
      ) : null}
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
