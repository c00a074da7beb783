import {
  statementOf,
  toIsoTime,
  type DayRange,
  type ExportLine,
  type Statement as Figures,
} from '@pooled-staking/core';
import { useChosenPool, useSession } from '@pooled-staking/react';
import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { shownFiatCents } from '../amounts/eth';
import { entryTexts } from '../rewards/entry-texts';
import type { ShownBooks } from '../rewards/span';
import { formatNumber, t, texts } from '../texts/texts';
import { dayInWords, periodName } from '../time/words';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { RewardsSum } from './rewards-sum';
import './statement.css';

const centsIn = 10n ** 16n;

/** A time in UTC to the second, for paper: `2026-01-31 12:00:05`. */
const timeOnPaper = (seconds: number): string => toIsoTime(seconds).replace('T', ' ').replace('Z', '');

/** What something was worth; a dash where no price is known. */
function worthInWords(worth: bigint | null, currency: string | null): string {
  return worth === null || currency === null ? '—' : shownFiatCents(worth / centsIn, currency);
}

/** From the balance before to the one after, or the sums alone where movements do not tell all. */
function Balances({ figures, currency }: { readonly figures: Figures; readonly currency: string | null }) {
  const { balances, putIn, paidOut, rewards, penalties, worth } = figures;
  return (
    <>
      <dl className="lines">
        {balances ? (
          <LedgerLine label={t('statement.opening')}>
            <Eth wei={balances.opening} isExact />
          </LedgerLine>
        ) : null}
        <LedgerLine label={t('statement.putIn')}>
          <Eth wei={putIn} isSigned isExact />
        </LedgerLine>
        <LedgerLine label={t('statement.rewards')}>
          <Eth wei={rewards} isSigned isExact />
        </LedgerLine>
        <LedgerLine label={t('statement.penalties')}>
          <Eth wei={-penalties} isExact />
        </LedgerLine>
        <LedgerLine label={t('statement.paidOut')}>
          <Eth wei={-paidOut} isExact />
        </LedgerLine>
        {balances ? (
          <LedgerLine label={t('statement.closing')} kind="total">
            <Eth wei={balances.closing} isExact />
          </LedgerLine>
        ) : null}
        {worth === null || currency === null ? null : (
          <LedgerLine label={t('statement.worth')}>{worthInWords(worth, currency)}</LedgerLine>
        )}
      </dl>
      <p className="statement-small">{t(balances ? 'statement.balanceMeaning' : 'statement.balanceUnknown')}</p>
    </>
  );
}

/** Rewards and penalties by month. */
function Months({ figures, currency }: { readonly figures: Figures; readonly currency: string | null }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('rewards.periodHeading', { interval: 'month' })}</th>
          <th scope="col">{t('statement.rewards')}</th>
          <th scope="col">{t('statement.penalties')}</th>
          {currency === null ? null : <th scope="col">{t('statement.worth')}</th>}
        </tr>
      </thead>
      <tbody>
        {figures.periods.map(({ from, rewards, penalties, worth }) => (
          <tr key={from}>
            <th scope="row">{periodName(from, from, 'month')}</th>
            <td>
              <Eth wei={rewards} isExact />
            </td>
            <td>
              <Eth wei={-penalties} isExact />
            </td>
            {currency === null ? null : <td>{worthInWords(worth, currency)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lines one by one, each with its transaction. */
function Lines({ lines, caption }: { readonly lines: readonly ExportLine[]; readonly caption: string }) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('statement.time')}</th>
          <th scope="col" className="is-text">
            {t('rewards.entry')}
          </th>
          <th scope="col">{t('statement.block')}</th>
          <th scope="col">{t('rewards.amount')}</th>
        </tr>
      </thead>
      {lines.map(({ type, time, blockNumber, assets, transactionHash }, index) => (
        <tbody key={`${blockNumber}:${index}`}>
          <tr>
            <th scope="row">{timeOnPaper(time)}</th>
            <td className="is-text">
              {type === 'reward' || type === 'penalty' ? t('statement.penalty') : t(entryTexts[type])}
            </td>
            <td>{formatNumber(blockNumber)}</td>
            <td>{assets === null ? t('rewards.fixedWhenPaid') : <Eth wei={assets} isExact />}</td>
          </tr>
          {transactionHash === null ? null : (
            <tr className="statement-hash">
              <td colSpan={4}>{transactionHash}</td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

/** What the figures rest on. */
function Proof({ books, figures }: { readonly books: ShownBooks; readonly figures: Figures }) {
  const { block } = books.view.state;
  const { harvests } = figures;
  return (
    <>
      <p>
        {t('statement.readAt', {
          block: formatNumber(block.number),
          time: timeOnPaper(block.timestamp),
          hash: block.hash,
        })}
      </p>
      {harvests ? (
        <p>
          {t('statement.harvests', {
            count: harvests.count,
            first: formatNumber(harvests.first),
            last: formatNumber(harvests.last),
          })}
        </p>
      ) : null}
      <p>{t('statement.sumOfLife')}</p>
      <RewardsSum view={books.view} isExact />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type StatementProps = {
  readonly books: ShownBooks;
  readonly range: DayRange;
  /** First and last day of it, without open ends. */
  readonly days: { readonly from: string; readonly to: string };
  /** The person is back at the page. */
  readonly onDone: () => void;
};

/** A statement on paper: not on the screen, printed at once, and instead of the page. */
export function Statement({ books, range, days, onDone }: StatementProps) {
  const { account } = useSession();
  const { pool, network } = useChosenPool();
  const figures = statementOf(books.lines, books.view, range);
  const { currency } = books;
  const title = t('statement.fileTitle', { pool: pool.name, from: days.from, to: days.to });
  useEffect(() => {
    const before = document.title;
    // Browsers name the file after it.
    document.title = title;
    document.documentElement.dataset['printing'] = 'statement';
    window.print();
    // Not at `afterprint`: some browsers draw the paper only after it. Whoever acts on the page has left the dialog.
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) {
      window.addEventListener(event, onDone, { capture: true });
    }
    return () => {
      for (const event of events) {
        window.removeEventListener(event, onDone, { capture: true });
      }
      delete document.documentElement.dataset['printing'];
      document.title = before;
    };
  }, [title, onDone]);
  return createPortal(
    <article className="statement">
      <h1>{t('statement.title')}</h1>
      <dl className="statement-about">
        <dt>{t('statement.account')}</dt>
        <dd>{account}</dd>
        <dt>{t('statement.pool')}</dt>
        <dd>
          {pool.name}, {network.name}
          <br />
          {pool.address}
        </dd>
        <dt>{t('statement.days')}</dt>
        <dd>{t('statement.daysInUtc', { from: dayInWords(days.from), to: dayInWords(days.to) })}</dd>
        <dt>{t('statement.asset')}</dt>
        <dd>{texts().asset.symbol}</dd>
      </dl>
      <Part title={t('statement.overview')}>
        <Balances figures={figures} currency={currency} />
      </Part>
      {figures.periods.length > 0 ? (
        <Part title={t('statement.byMonth')}>
          <Months figures={figures} currency={currency} />
        </Part>
      ) : null}
      {figures.penaltyLines.length > 0 || figures.movements.length > 0 ? (
        <Part title={t('statement.oneByOne')}>
          {figures.penaltyLines.length > 0 ? (
            <Lines lines={figures.penaltyLines} caption={t('statement.penalties')} />
          ) : null}
          {figures.movements.length > 0 ? <Lines lines={figures.movements} caption={t('statement.movements')} /> : null}
        </Part>
      ) : null}
      <Part title={t('statement.proof')}>
        <Proof books={books} figures={figures} />
      </Part>
    </article>,
    document.body,
  );
}
