import '../pool-pages/pool-texts';
import { networks, type Network } from '@pooled-staking/core';
import { useNodeWallet, useSession, type Session } from '@pooled-staking/react';
import { withPrefix } from 'gatsby';
import { addressOfAccount } from '../accounts/account-address';
import { addressOfPool } from '../pools/pool-address';
import { t } from '../texts/texts';
import { NetworkPositions } from './network-positions';
import './overview.css';

type OfNetworkProps = { readonly network: Network; readonly session: Session };

/** A network's pools: over the wallet while it is there, else at the node of whoever serves the site; nothing without either. */
function OfNetwork({ network, session }: OfNetworkProps) {
  const node = useNodeWallet(network);
  const isHere = session.chainId === network.chainId;
  const there = node && { wallet: node, account: session.account, chainId: network.chainId, isReadOnly: true };
  const reading = isHere ? session : there;
  return reading ? (
    <NetworkPositions
      network={network}
      session={reading}
      addressOf={(poolId) => addressOfPool(poolId)}
      instead={null}
    />
  ) : null;
}

/** All that the connected account has, the wallet's network first. */
export function Overview() {
  const session = useSession();
  const here = networks.filter(({ chainId }) => chainId === session.chainId);
  const others = networks.filter(({ chainId }) => chainId !== session.chainId);
  return (
    <div className="overview" data-testid="overview">
      <div className="overview-head">
        <h1>{t('positions.yourPools')}</h1>
        <a href={withPrefix(addressOfAccount(session.account))}>{t('positions.allNetworks')}</a>
      </div>
      {[...here, ...others].map((network) => (
        <OfNetwork key={network.chainId} network={network} session={session} />
      ))}
    </div>
  );
}
