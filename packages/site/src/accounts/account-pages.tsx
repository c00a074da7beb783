import '../pool-pages/pool-texts';
import { mayBeName, NameError, networks, type Network, type PoolOnNetwork } from '@pooled-staking/core';
import { PoolProvider, SessionProvider, useNodeLookup, useNodeWallet } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorNote, Note, Skeleton } from '../components/notes';
import { Panel } from '../components/panel';
import { NodeForm } from '../nodes/node-form';
import { NodeInUse } from '../nodes/node-in-use';
import { NetworkPositions } from '../positions/network-positions';
import { speakOf, t } from '../texts/texts';
import { addressOfAccount, parseAccount } from './account-address';
import { networkOfNames, textOfFault, useNamedAccount, useNameOf } from './account-names';
import { AccountStake } from './account-stake';
import './account-pages.css';

/** Asks for an account. */
function AccountForm({ first }: { readonly first: string }) {
  const [text, setText] = useState(first);
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const account = parseAccount(text) ?? (mayBeName(text) ? text.trim() : null);
    setIsWrong(account === null);
    if (account !== null) {
      window.location.hash = encodeURIComponent(account);
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

type AccountOnNetworkProps = Pick<AccountViewProps, 'account' | 'text'> & { readonly network: Network };

/** An account in all pools of a network, or the question for a node that reads it. */
function AccountOnNetwork({ network, account, text }: AccountOnNetworkProps) {
  const wallet = useNodeWallet(network);
  return (
    <NetworkPositions
      network={network}
      session={wallet && { wallet, account, chainId: network.chainId, isReadOnly: true }}
      addressOf={(poolId) => addressOfAccount(text, poolId)}
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
      <PoolProvider pool={chosen.pool.id}>
        <AccountStake />
      </PoolProvider>
    </SessionProvider>
  ) : (
    <Panel title={t('account.noNodeTitle', { network: network.name })}>
      <NodeForm network={network} />
    </Panel>
  );
}

/** What asks for an account, with what is wrong with the one that the address names. */
function AccountQuestion({ first, children }: { readonly first: string; readonly children?: ReactNode }) {
  return (
    <Panel title={t('account.title')}>
      <p>{t('account.text')}</p>
      {children}
      <AccountForm first={first.slice(0, 100)} />
    </Panel>
  );
}

type AccountViewProps = {
  readonly account: string;
  /** The name that led here. */
  readonly name: string | null;
  /** The name that the account calls itself by, which comes later than the rest: nothing moves for it. */
  readonly ownName: string | null;
  /** What stands for the account in addresses. */
  readonly text: string;
  readonly chosen: PoolOnNetwork | null;
};

/** An account in all pools, those that can be read first, or in one. */
function AccountView({ account, name, ownName, text, chosen }: AccountViewProps) {
  const Title = chosen ? 'p' : 'h1';
  const nodeOf = useNodeLookup();
  // As it was when the page was opened: a node that is entered moves nothing.
  const [ordered] = useState(() => {
    const isRead = (network: Network): boolean => nodeOf(network) !== null;
    return [...networks.filter(isRead), ...networks.filter((network) => !isRead(network))];
  });
  return (
    <div className="overview">
      <div className="account-head">
        <p className="eyebrow">{t('account.readOnly')}</p>
        {name === null ? (
          <Title className="account-name">{account}</Title>
        ) : (
          <>
            <Title className="account-title">{name}</Title>
            <p className="account-name">{account}</p>
          </>
        )}
        <p className="account-more">
          {ownName === null ? null : <span className="account-own-name">{ownName}</span>}
          {chosen ? (
            <Link to={addressOfAccount(text)}>{t('account.allPools')}</Link>
          ) : (
            <Link to={addressOfAccount('')}>{t('account.another')}</Link>
          )}
        </p>
      </div>
      {chosen ? (
        <AccountInPool chosen={chosen} account={account} />
      ) : (
        ordered.map((network) => (
          <AccountOnNetwork key={network.chainId} network={network} account={account} text={text} />
        ))
      )}
    </div>
  );
}

type OfNamesProps = Pick<AccountViewProps, 'text' | 'chosen'> & { readonly network: Network };

/** The account that a name stands for; what is wrong where it stands for none. */
function NamedAccount({ network, text, chosen }: OfNamesProps) {
  const { node, data, error, refetch } = useNamedAccount(network, text);
  if (data) {
    return <AccountView account={data.address} name={data.name} ownName={null} text={data.name} chosen={chosen} />;
  }
  if (!node) {
    return (
      <Panel title={t('account.noNodeTitle', { network: network.name })}>
        <p>{t('account.nameNeedsNode', { network: network.name })}</p>
        <NodeForm network={network} />
      </Panel>
    );
  }
  if (error instanceof NameError) {
    return (
      <AccountQuestion first={text}>
        <Note tone="error" title={t('account.nameTitle')}>
          {t(textOfFault[error.fault], { name: error.given })}
        </Note>
      </AccountQuestion>
    );
  }
  return error ? (
    <AccountQuestion first={text}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
    </AccountQuestion>
  ) : (
    <Skeleton lines={5} label={t('account.nameReading', { network: network.name })} />
  );
}

/** An account by its address, with the name that it calls itself by. */
function AddressedAccount({ account, network, ...others }: OfNamesProps & { readonly account: string }) {
  return <AccountView account={account} name={null} ownName={useNameOf(network, account)} {...others} />;
}

type AccountPagesProps = {
  /** What the address names behind its `#`. */
  readonly text: string;
  readonly chosen: PoolOnNetwork | null;
};

/** Any account, to be looked at: in all pools, or in the one that the address names. */
export function AccountPages({ text, chosen }: AccountPagesProps) {
  const account = parseAccount(text);
  if (account !== null) {
    return <AddressedAccount network={networkOfNames} account={account} text={account} chosen={chosen} />;
  }
  if (mayBeName(text)) {
    return <NamedAccount network={networkOfNames} text={text} chosen={chosen} />;
  }
  return (
    <AccountQuestion first={text}>
      {text === '' ? null : (
        <Note tone="error" title={t('account.wrongTitle')}>
          {t('account.wrong')}
        </Note>
      )}
    </AccountQuestion>
  );
}
