import { useChosenPool, usePosition } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { Eth } from '../components/amounts';
import { Skeleton } from '../components/notes';
import { Section } from '../components/section';
import { addressOfPool } from '../pools/pool-address';
import { sumExits } from '../positions/sum-exits';
import { rich, t } from '../texts/texts';
import './next-steps.css';

/** What can be done in the pool now: what is ready to be claimed comes first. */
export function NextSteps() {
  const { pool } = useChosenPool();
  const { data: position, error } = usePosition();
  const { waiting, claimable } = position ? sumExits(position) : { waiting: 0n, claimable: 0n };
  const isReady = claimable > 0n;
  if (!position && !error) {
    return (
      <Section id="next" title={t('next.title')}>
        <Skeleton lines={2} label={t('position.readingPosition')} />
      </Section>
    );
  }
  const isStaked = position !== undefined && (BigInt(position.assets) > 0n || position.items.length > 0);
  return (
    <Section id="next" title={t('next.title')}>
      {isReady ? <p>{rich('next.claimable', { amount: () => <Eth wei={claimable} /> })}</p> : null}
      {waiting > 0n ? (
        <p>
          {rich('next.waiting', { amount: () => <Eth wei={waiting} /> })}{' '}
          <Link to={addressOfPool(pool.id, 'unstake')}>{t('next.seeExits')}</Link>
        </p>
      ) : null}
      <div className="next-actions">
        {isReady ? (
          <Link className="button" to={addressOfPool(pool.id, 'unstake')}>
            {t('exit.claim')}
          </Link>
        ) : null}
        <Link className={isReady ? 'button button-quiet' : 'button'} to={addressOfPool(pool.id, 'stake')}>
          {t('form.stake')}
        </Link>
        {isStaked ? (
          <Link className="button button-quiet" to={addressOfPool(pool.id, 'unstake')}>
            {t('form.unstake')}
          </Link>
        ) : null}
      </div>
    </Section>
  );
}
