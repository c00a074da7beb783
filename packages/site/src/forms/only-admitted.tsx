import { allPools, type Asset } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { Note } from '../components/notes';
import { addressOfPool } from '../pools/pool-address';
import { t } from '../texts/texts';

/** In place of a form that would be refused: who can stake here, and where everybody can stake the same asset. */
export function OnlyAdmitted({ asset }: { readonly asset: Asset }) {
  const others = allPools().filter(
    ({ network, pool }) => !pool.onlyAdmitted && !network.isTestnet && pool.asset.symbol === asset.symbol,
  );
  return (
    <Note tone="info" title={t('form.onlyAdmittedTitle')}>
      {t('form.onlyAdmittedText')}
      {others.length > 0 ? (
        <>
          {' '}
          {t('form.insteadOpen')}{' '}
          {others.map(({ network, pool }, index) => (
            <span key={pool.id}>
              {index > 0 ? ', ' : ''}
              <Link to={addressOfPool(pool.id)}>
                {t('form.poolOnNetwork', { pool: pool.name, network: network.name })}
              </Link>
            </span>
          ))}
          .
        </>
      ) : null}
    </Note>
  );
}
