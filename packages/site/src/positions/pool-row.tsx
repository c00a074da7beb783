import { protocolOf } from '@pooled-staking/core';
import { useChosenPool, usePosition } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { Eth } from '../components/amounts';
import { describeError } from '../errors/describe-error';
import { t } from '../texts/texts';
import { sumExits } from './sum-exits';

/** The figures of a position in a pool, or why there are none, as cells of a row. */
function Figures() {
  const { pool } = useChosenPool();
  const { data: position, error, refetch } = usePosition();
  const unit = pool.asset.symbol;
  if (!position) {
    return (
      <td colSpan={3}>
        {error ? (
          <>
            {describeError(error).title}.{' '}
            <button type="button" className="button-text" onClick={() => void refetch()}>
              {t('frame.tryAgain')}
            </button>
          </>
        ) : (
          <span className="muted" role="status">
            {t('position.readingPosition')}
          </span>
        )}
      </td>
    );
  }
  const { claimable } = sumExits(position);
  const { lifetimeRewards, reconciled } = position;
  return (
    <>
      <td className="is-number" data-label={t('sum.staked')}>
        <Eth wei={position.assets} unit={unit} />
      </td>
      <td className="is-number" data-label={t('sum.rewardsSoFar')}>
        {reconciled && lifetimeRewards !== null ? (
          <Eth wei={lifetimeRewards} unit={unit} isSigned />
        ) : (
          <span className="is-unknown">{t('position.historyIncomplete')}</span>
        )}
      </td>
      <td className="is-number" data-label={t('sum.readyToClaim')}>
        <Eth wei={claimable} unit={unit} />
      </td>
    </>
  );
}

/** A pool with what the account has in it, as a row. */
export function PoolRow({ address }: { readonly address: string }) {
  const { pool } = useChosenPool();
  return (
    <tr data-testid="pool-row">
      <th scope="row">
        <Link to={address}>{pool.name}</Link>
        <span className="positions-note muted">
          {[protocolOf(pool).name, pool.asset.symbol, ...(pool.onlyAdmitted ? [t('network.onlyAdmitted')] : [])].join(
            ', ',
          )}
        </span>
      </th>
      <Figures />
    </tr>
  );
}
