import { zeroAddress, type PoolOnNetwork } from '@pooled-staking/core';
import { PoolProvider, SessionProvider, useNodeWallet } from '@pooled-staking/react';
import { Suspense } from 'react';
import { Section } from '../components/section';
import { WalletChooser } from '../components/wallet-chooser';
import { NodeForm } from '../nodes/node-form';
import { NodeInUse } from '../nodes/node-in-use';
import { t } from '../texts/texts';
import { ChainNotice } from './chain-notice';
import { FactsPage } from './parts';
import { PoolTitle } from './pool-title';
import './pool-frame.css';
import './pool-texts';

/** A pool's facts for whoever has connected no wallet: read at the network's node, or with the question for one. */
export function VisitedFacts({ network, pool }: PoolOnNetwork) {
  const wallet = useNodeWallet(network);
  return (
    <PoolProvider pool={pool.id}>
      <div className="pool-frame">
        <PoolTitle />
        <WalletChooser />
        {wallet ? (
          <SessionProvider session={{ wallet, account: zeroAddress, chainId: network.chainId, isReadOnly: true }}>
            <NodeInUse network={network} name={wallet.name} />
            <ChainNotice />
            <Suspense fallback={null}>
              <FactsPage />
            </Suspense>
          </SessionProvider>
        ) : (
          <Section id="node" title={t('account.noNodeTitle', { network: network.name })}>
            <NodeForm network={network} />
          </Section>
        )}
      </div>
    </PoolProvider>
  );
}
