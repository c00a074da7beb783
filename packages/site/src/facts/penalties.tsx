import type { PoolPenalty, Wei } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { Eth } from '../components/amounts';
import { Paged } from '../components/pager';
import { Section } from '../components/section';
import { TableFrame } from '../components/table-frame';
import { TransactionLink } from '../components/transaction-link';
import { t } from '../texts/texts';
import { dateInUtc } from '../time/words';
import { Part } from './part';
import { useLife, usePenalties, usePoolChanges } from './use-life';
import '../components/period-table.css';

const pageSize = 10;
const whole = 10n ** 18n;

/** What a penalty cost each whole coin that was staked, rounded up: no loss is shown as none. */
const lostForOne = ({ lost, totalBefore }: PoolPenalty): Wei =>
  totalBefore === 0n ? 0n : (lost * whole + totalBefore - 1n) / totalBefore;

function PenaltyTable({ penalties }: { readonly penalties: readonly PoolPenalty[] }) {
  const { chainId } = useChosenPool().network;
  return (
    <>
      <Paged label={t('facts.pagesOfPenalties')} rows={[...penalties].reverse()} pageSize={pageSize}>
        {(rows) => (
          <TableFrame label={t('facts.penalties')}>
            <table className="periods" data-testid="penalties">
              <thead>
                <tr>
                  <th scope="col">{t('rewards.when')}</th>
                  <th scope="col" className="is-number">
                    {t('facts.penaltyTook')}
                  </th>
                  <th scope="col" className="is-number">
                    {t('facts.penaltyForOne')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((penalty) => (
                  <tr key={penalty.transactionHash}>
                    <th scope="row">
                      {dateInUtc(penalty.time)}
                      <span className="facts-hash">
                        <TransactionLink hash={penalty.transactionHash} chainId={chainId} />
                      </span>
                    </th>
                    <td className="is-number is-loss">
                      <Eth wei={-penalty.assets} isAligned />
                    </td>
                    <td className="is-number is-loss">
                      <Eth wei={-lostForOne(penalty)} isAligned />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </Paged>
      <p className="as-of">{t('facts.penaltiesBasis')}</p>
    </>
  );
}

function None() {
  const { data } = usePoolChanges();
  return (
    <p className="empty" data-testid="no-penalties">
      {data ? t('facts.noPenaltiesSince', { date: dateInUtc(data.told.created.time) }) : t('facts.noPenalties')}
    </p>
  );
}

function All() {
  return (
    <Section id="penalties" title={t('facts.penalties')}>
      <Part query={usePenalties()} lines={3}>
        {({ told }) => (told.length === 0 ? <None /> : <PenaltyTable penalties={told} />)}
      </Part>
    </Section>
  );
}

/** Every penalty that the pool ever had; nothing of a pool whose protocol does not tell them. */
export function Penalties() {
  return useLife().readPenalties ? <All /> : null;
}
