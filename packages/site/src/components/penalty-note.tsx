import type { PricedReward } from '@pooled-staking/core';
import { useChosenPool, useSession } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { addressOfPool } from '../pools/pool-address';
import type { ShownBooks } from '../rewards/span';
import { rich, t } from '../texts/texts';
import { dateInUtc } from '../time/words';
import { Eth } from './amounts';
import { Note } from './notes';
import { TransactionLink } from './transaction-link';
import './penalty-note.css';

/** So many are named one by one; the table marks them all. */
const mostNamed = 3;

/** The penalties of the shown span, with their dates and amounts, in plain sight; nothing where there was none. */
export function PenaltyNote({ books }: { readonly books: ShownBooks }) {
  const { chainId, isReadOnly } = useSession();
  const { pool } = useChosenPool();
  const penalties = books.points.filter(({ reward }) => reward < 0n);
  if (penalties.length === 0) {
    return null;
  }
  const taken = penalties.reduce((sum, { reward }) => sum + reward, 0n);
  const size = ({ reward }: PricedReward): number => Number(reward);
  const named = [...penalties].sort((one, other) => size(one) - size(other)).slice(0, mostNamed);
  return (
    <Note
      tone="warning"
      title={t('rewards.penaltiesTitle', { count: penalties.length })}
      action={isReadOnly ? null : <Link to={addressOfPool(pool.id, 'facts')}>{t('rewards.penaltiesOfPool')}</Link>}
    >
      <p>{rich('rewards.penaltiesText', { amount: () => <Eth wei={taken} /> })}</p>
      <ul className="penalties" data-testid="penalties">
        {named.map(({ time, blockNumber, reward, transactionHash }) => (
          <li key={blockNumber}>
            <span>{dateInUtc(time)}</span>
            <span className="is-loss">
              <Eth wei={reward} />
            </span>
            {transactionHash === null ? null : <TransactionLink hash={transactionHash} chainId={chainId} />}
          </li>
        ))}
      </ul>
    </Note>
  );
}
