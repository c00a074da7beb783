import { useEffect } from 'react';
import { useFollowChain } from '../data/follow-chain';
import { useHead } from '../data/head';
import { Actions } from '../forms/actions';
import { useChosenPool } from '../pools/chosen-pool';
import { formatNumber, rich, t } from '../texts/texts';
import { useSession } from '../wallet/session';
import { ActivityList } from './activity-list';
import { Exits } from './exits';
import { Items } from './items';
import { Note } from './notes';
import { PoolFacts } from './pool-facts';
import { Position } from './position';
import { Rewards } from './rewards';
import { SnapOffer } from './snap-offer';
import { When } from './time';
import './dashboard.css';

/** Says when the chain has gone silent, and how old what is on show is. */
function ChainNotice() {
  const { data: head, error } = useHead();
  if (!error) {
    return null;
  }
  return (
    <Note tone="warning" title={t('dashboard.networkSilentTitle')}>
      {head ? (
        <>
          {rich('dashboard.figuresOfBlock', {
            block: formatNumber(head.number),
            time: () => <When time={head.timestamp} />,
          })}{' '}
        </>
      ) : null}
      {t('dashboard.networkSilentText')}
    </Note>
  );
}

/** Everything about one pool and one account. An account that is only looked at has nothing to do here. */
function PoolDashboard() {
  const { isReadOnly } = useSession();
  useFollowChain();
  return (
    <div className="dashboard">
      <h1 className="sr-only">{t(isReadOnly ? 'dashboard.accountsStake' : 'dashboard.yourStake')}</h1>
      <ChainNotice />
      <div className="dashboard-main">
        <Position />
      </div>
      <div className="dashboard-side">
        {isReadOnly ? null : (
          <>
            <Actions />
            <ActivityList />
            <SnapOffer />
          </>
        )}
        <div className="dashboard-pool">
          <PoolFacts />
        </div>
      </div>
      <div className="dashboard-more">
        <Items />
        <Exits />
        <Rewards />
      </div>
    </div>
  );
}

/** What a connected wallet sees of the chosen pool. */
export function Dashboard() {
  const { account, wallet } = useSession();
  const { pool } = useChosenPool();
  useEffect(() => {
    // The button that had the focus is gone: go on from the start of the content.
    if (document.activeElement === document.body) {
      document.querySelector('main')?.focus({ preventScroll: true });
    }
  }, []);
  // A fresh start for each account and pool: nothing half-entered moves over from one to another.
  return <PoolDashboard key={`${wallet.id}:${account}:${pool.id}`} />;
}
