import type { Network } from '@pooled-staking/core';
import { PoolProvider, SessionProvider, type Session } from '@pooled-staking/react';
import type { ReactNode } from 'react';
import { Section } from '../components/section';
import { t } from '../texts/texts';
import { PoolRow } from './pool-row';
import './network-positions.css';

type NetworkPositionsProps = {
  readonly network: Network;
  /** Whose positions, and what reads them; `null` where nothing does. */
  readonly session: Session | null;
  /** Where a pool's page is. */
  readonly addressOf: (poolId: string) => string;
  /** Stands in place of the pools where nothing reads them. */
  readonly instead: ReactNode;
  /** Stands below the pools. */
  readonly below?: ReactNode;
};

/** What an account has in each pool of a network. */
export function NetworkPositions({ network, session, addressOf, instead, below }: NetworkPositionsProps) {
  return (
    <Section
      id={`network-${network.chainId}`}
      title={network.name}
      aside={network.isTestnet ? t('frame.testMoney') : null}
    >
      {session ? (
        <SessionProvider session={session}>
          <div className="positions-frame">
            <table className="positions positions-alike">
              <caption className="sr-only">{t('positions.caption', { network: network.name })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('positions.pool')}</th>
                  <th scope="col" className="is-number">
                    {t('sum.staked')}
                  </th>
                  <th scope="col" className="is-number">
                    {t('sum.rewardsSoFar')}
                  </th>
                  <th scope="col" className="is-number">
                    {t('sum.readyToClaim')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {network.pools.map((pool) => (
                  <PoolProvider key={pool.id} pool={pool.id}>
                    <PoolRow address={addressOf(pool.id)} />
                  </PoolProvider>
                ))}
              </tbody>
            </table>
          </div>
        </SessionProvider>
      ) : (
        instead
      )}
      {below}
    </Section>
  );
}
