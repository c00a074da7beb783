import { networks, type Network, type PoolOnNetwork } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { useState, type FormEvent } from 'react';
import { Note } from '../components/notes';
import { Panel } from '../components/panel';
import { NodeForm } from '../nodes/node-form';
import { useNodeWallet } from '../nodes/nodes';
import { ChosenPoolProvider } from '../pools/chosen-pool';
import { NetworkPositions } from '../positions/network-positions';
import { speakOf, t } from '../texts/texts';
import { SessionProvider } from '../wallet/session';
import { addressOfAccount, parseAccount } from './account-address';
import { AccountStake } from './account-stake';
import './account-pages.css';

/** Asks for an account. */
function AccountForm({ first }: { readonly first: string }) {
  const [text, setText] = useState(first);
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const account = parseAccount(text);
    setIsWrong(account === null);
    if (account !== null) {
      window.location.hash = account;
    }
  };
  return (
    <form className="node-form" onSubmit={submit} noValidate>
      <label htmlFor="account">{t('account.label')}</label>
      <div className="node-row">
        <input
          id="account"
          className="text-input"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="0x"
          value={text}
          aria-invalid={isWrong}
          aria-describedby="account-hint"
          onChange={(event) => {
            setText(event.target.value);
            setIsWrong(false);
          }}
        />
        <button type="submit" className="button">
          {t('account.look')}
        </button>
      </div>
      <p id="account-hint" className={isWrong ? 'field-fault' : 'muted'} role={isWrong ? 'alert' : undefined}>
        {t(isWrong ? 'account.wrong' : 'account.hint')}
      </p>
    </form>
  );
}

/** Which node reads a network, and the way to another. */
function NodeInUse({ network, name }: { readonly network: Network; readonly name: string }) {
  const [isChanging, setIsChanging] = useState(false);
  return isChanging ? (
    <NodeForm
      network={network}
      onDone={() => {
        setIsChanging(false);
      }}
    />
  ) : (
    <p className="as-of">
      {t('node.readAt', { node: name })}{' '}
      <button
        type="button"
        className="button-text"
        onClick={() => {
          setIsChanging(true);
        }}
      >
        {t('node.change', { network: network.name })}
      </button>
    </p>
  );
}

/** An account in all pools of a network, or the question for a node that reads it. */
function AccountOnNetwork({ network, account }: { readonly network: Network; readonly account: string }) {
  const wallet = useNodeWallet(network);
  return (
    <NetworkPositions
      network={network}
      session={wallet && { wallet, account, chainId: network.chainId, isReadOnly: true }}
      addressOf={(poolId) => addressOfAccount(account, poolId)}
      instead={<NodeForm network={network} />}
      below={wallet && <NodeInUse network={network} name={wallet.name} />}
    />
  );
}

/** Everything about an account in one pool, but what only its owner can do. */
function AccountInPool({ chosen, account }: { readonly chosen: PoolOnNetwork; readonly account: string }) {
  const { network } = chosen;
  const wallet = useNodeWallet(network);
  speakOf(chosen);
  return wallet ? (
    <SessionProvider session={{ wallet, account, chainId: network.chainId, isReadOnly: true }}>
      <ChosenPoolProvider chosen={chosen}>
        <AccountStake />
      </ChosenPoolProvider>
    </SessionProvider>
  ) : (
    <Panel title={t('account.noNodeTitle', { network: network.name })}>
      <NodeForm network={network} />
    </Panel>
  );
}

type AccountPagesProps = {
  /** What the address names behind its `#`. */
  readonly text: string;
  readonly chosen: PoolOnNetwork | null;
};

/** Any account, to be looked at: in all pools, or in the one that the address names. */
export function AccountPages({ text, chosen }: AccountPagesProps) {
  const account = parseAccount(text);
  if (account === null) {
    return (
      <Panel title={t('account.title')}>
        <p>{t('account.text')}</p>
        {text === '' ? null : (
          <Note tone="error" title={t('account.wrongTitle')}>
            {t('account.wrong')}
          </Note>
        )}
        <AccountForm first={text.slice(0, 100)} />
      </Panel>
    );
  }
  return (
    <div className="overview">
      <div className="account-head">
        <p className="eyebrow">{t('account.readOnly')}</p>
        {chosen ? <p className="account-name">{account}</p> : <h1 className="account-name">{account}</h1>}
        <p>
          {chosen ? (
            <Link to={addressOfAccount(account)}>{t('account.allPools')}</Link>
          ) : (
            <Link to={addressOfAccount('')}>{t('account.another')}</Link>
          )}
        </p>
      </div>
      {chosen ? (
        <AccountInPool chosen={chosen} account={account} />
      ) : (
        networks.map((network) => <AccountOnNetwork key={network.chainId} network={network} account={account} />)
      )}
    </div>
  );
}
