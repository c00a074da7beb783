import type { ReactNode } from 'react';
import type { Interval, PricedPeriod } from '@pooled-staking/core';
import { shownCents } from '../amounts/eth';
import { rich, t } from '../texts/texts';
import { periodName } from '../time/words';
import { Eth } from './amounts';
import { Paged } from './pager';
import { TableFrame } from './table-frame';
import './period-table.css';

const pageSize = 8;

/** What all periods were worth; `null` where the price of one lacks. */
function sumOfCents(periods: readonly PricedPeriod[]): bigint | null {
  return periods.reduce<bigint | null>(
    (sum, { fiatCents }) => (sum === null || fiatCents === null ? null : sum + fiatCents),
    0n,
  );
}

type PeriodTableProps = {
  /** Oldest first. */
  readonly periods: readonly PricedPeriod[];
  readonly interval: Interval;
  /** `null`: no column of money. */
  readonly currency: string | null;
};

/** The rewards by period, newest first, with their sum. */
export function PeriodTable({ periods, interval, currency }: PeriodTableProps) {
  const caption = t('rewards.periodCaption', { interval });
  const total = periods.reduce((sum, { rewards }) => sum + rewards, 0n);
  const worth = (cents: bigint | null, unknown: string): ReactNode =>
    cents === null ? <span className="unpriced">{unknown}</span> : shownCents(cents);
  return (
    // A new way of cutting begins with its first page.
    <Paged key={interval} label={t('rewards.pagesOfRewards')} rows={[...periods].reverse()} pageSize={pageSize}>
      {(rows) => (
        <TableFrame label={caption}>
          <table className="periods" data-testid="periods">
            <caption className="sr-only">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t('rewards.periodHeading', { interval })}</th>
                <th scope="col" className="is-number">
                  {t('rewards.rewardsEth')}
                </th>
                {currency === null ? null : (
                  <th scope="col" className="is-number">
                    {t('rewards.worthOnArrival', { currency })}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ from, to, rewards, fiatCents, penalties }) => (
                <tr key={from}>
                  <th scope="row">
                    {periodName(from, to, interval)}
                    {penalties > 0n ? (
                      <span className="period-penalty">
                        <span aria-hidden="true">▼ </span>
                        {rich('rewards.penaltyInPeriod', { amount: () => <Eth wei={-penalties} /> })}
                      </span>
                    ) : null}
                  </th>
                  <td className={`is-number${rewards < 0n ? ' is-loss' : ''}`}>
                    <Eth wei={rewards} isSigned isAligned />
                  </td>
                  {currency === null ? null : (
                    <td className="is-number muted">{worth(fiatCents, t('rewards.noPrice'))}</td>
                  )}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('rewards.allPeriods', { interval, count: periods.length })}</th>
                <td className="is-number" data-testid="periods-sum">
                  <Eth wei={total} isSigned isAligned />
                </td>
                {currency === null ? null : (
                  <td className="is-number">{worth(sumOfCents(periods), t('rewards.notAllKnown'))}</td>
                )}
              </tr>
            </tfoot>
          </table>
        </TableFrame>
      )}
    </Paged>
  );
}
