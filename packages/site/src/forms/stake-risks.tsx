import type { PoolInfo } from '@pooled-staking/api';
import { protocolOf } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { explainWay } from '@pooled-staking/texts';
import { t, texts } from '../texts/texts';
import './stake-risks.css';

/** What can go wrong with a stake, and how it comes back: in words, for the pool's protocol. */
export function StakeRisks({ info }: { readonly info: PoolInfo | undefined }) {
  const { pool } = useChosenPool();
  const back = info ? explainWay(info.exitTerms.way, info.exitTerms.claimDelaySeconds, texts()).join(' ') : '';
  return (
    <details className="risks">
      <summary>{t('risk.title')}</summary>
      <ul>
        {protocolOf(pool).hasReports ? <li>{t('risk.penalties')}</li> : null}
        <li>
          {t('risk.wait')} {back}
        </li>
        <li>{t('risk.contracts')}</li>
        <li>{t('risk.fees')}</li>
        <li>{t('risk.noPromise')}</li>
      </ul>
      {pool.disclosures === undefined ? null : (
        <p>
          <a href={pool.disclosures} target="_blank" rel="noreferrer">
            {t('risk.disclosures', { pool: pool.name })}
          </a>
        </p>
      )}
    </details>
  );
}
