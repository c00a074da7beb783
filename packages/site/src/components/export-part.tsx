import {
  exportFormats,
  exportLines,
  exportName,
  grains,
  incomeOf,
  linesOfFormat,
  type Address,
  type ExportFormat,
  type Grain,
} from '@pooled-staking/core';
import { useChosenPool, useRewards, useSession } from '@pooled-staking/react';
import { useCallback, useId, useState } from 'react';
import { downloadText } from '../rewards/download';
import { daysOf, faultOf, rangeChoices, toldDays, type CustomDays, type RangeChoice } from '../rewards/export-range';
import { wholeSpan, type ShownBooks } from '../rewards/span';
import { rich, t, type SiteKey } from '../texts/texts';
import { dayInWords } from '../time/words';
import { Eth } from './amounts';
import { Choice } from './choice';
import { DayFields } from './day-field';
import { ErrorNote } from './notes';
import { ReadingLine, StoppedLine } from './reading';
import { Statement } from './statement';
import './export-part.css';

/** Programs are called the same in every language; the own CSV is not one. */
const programNames: Readonly<Record<Exclude<ExportFormat, 'own'>, string>> = {
  koinly: 'Koinly',
  cointracker: 'CoinTracker',
  summ: 'Summ',
  rotki: 'rotki',
};

const rangeTexts = {
  'this year': 'export.thisYear',
  'last year': 'export.lastYear',
  all: 'export.all',
  custom: 'export.custom',
} as const satisfies Record<RangeChoice, SiteKey>;

const grainTexts = { harvest: 'export.eachReward', day: 'export.eachDay' } as const satisfies Record<Grain, SiteKey>;

/** What becomes of penalties in each file. */
const penaltyTexts = {
  own: 'export.penaltiesOwn',
  koinly: 'export.penaltiesKoinly',
  cointracker: 'export.penaltiesCoinTracker',
  summ: 'export.penaltiesSumm',
  rotki: 'export.penaltiesRotki',
} as const satisfies Record<ExportFormat, string>;

/** Which file, and what is in it. */
function ExportForm({ books, isLate }: { readonly books: ShownBooks; readonly isLate: boolean }) {
  const formatId = useId();
  const { account } = useSession();
  const { pool } = useChosenPool();
  const [format, setFormat] = useState<ExportFormat>('own');
  const [choice, setChoice] = useState<RangeChoice>('this year');
  const [custom, setCustom] = useState<CustomDays>({ from: '', to: '' });
  const [grain, setGrain] = useState<Grain>('harvest');
  const [isPrinting, setPrinting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const endPrinting = useCallback(() => {
    setPrinting(false);
  }, []);
  const now = books.view.state.block.timestamp;
  const range = daysOf(choice, custom, now);
  const fault = faultOf(range);
  const all = fault === null ? exportLines(books.lines, range, grain) : [];
  const lines = linesOfFormat({ format }, all);
  const penalties = lines.filter(({ type }) => type === 'penalty').length;
  const days = toldDays(range, books.lines[0]?.time, now);
  const isOff = isLate || fault !== null || lines.length === 0;
  const save = async (): Promise<void> => {
    setError(null);
    try {
      const { exportText } = await import('../rewards/export-file');
      const name = exportName({ format, pool, account: account as Address, days, grain }, lines);
      downloadText(name, 'text/csv', exportText({ format, pool }, lines));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div className="export-form">
      <div className="export-choices">
        <span className="export-field">
          <label htmlFor={formatId}>{t('export.format')}</label>
          <select
            id={formatId}
            className="select"
            value={format}
            onChange={({ target }) => {
              setFormat(target.value as ExportFormat);
            }}
          >
            {exportFormats.map((each) => (
              <option key={each} value={each}>
                {each === 'own' ? t('export.own') : programNames[each]}
              </option>
            ))}
          </select>
        </span>
        <Choice
          legend={t('export.days')}
          options={rangeChoices.map((value) => ({ value, label: t(rangeTexts[value]) }))}
          value={choice}
          onChange={setChoice}
        />
        <Choice
          legend={t('export.rowFor')}
          options={grains.map((value) => ({ value, label: t(grainTexts[value]) }))}
          value={grain}
          onChange={setGrain}
        />
      </div>
      {choice === 'custom' ? (
        <DayFields
          from={custom.from}
          to={custom.to}
          onFrom={(from) => {
            setCustom({ ...custom, from });
          }}
          onTo={(to) => {
            setCustom({ ...custom, to });
          }}
          fault={fault}
        />
      ) : null}
      <div className="export-words" role="status" data-testid="export-words">
        {fault !== null ? null : lines.length === 0 ? (
          <p>{t('export.nothing')}</p>
        ) : (
          <>
            <p>
              {rich('export.rows', {
                rows: lines.length,
                from: dayInWords(days.from),
                to: dayInWords(days.to),
                amount: () => (
                  <strong>
                    <Eth wei={incomeOf(lines)} isSigned />
                  </strong>
                ),
              })}
            </p>
            <p>{penalties === 0 ? t('export.noPenalties') : t(penaltyTexts[format], { count: penalties })}</p>
            <p>{t(format === 'own' ? 'export.movementsOwn' : 'export.movementsLeftOut')}</p>
          </>
        )}
      </div>
      <div className="export-buttons">
        <button type="button" className="button button-small" disabled={isOff} onClick={() => void save()}>
          {t('export.download')}
        </button>
        <button
          type="button"
          className="button button-quiet button-small"
          disabled={isLate || fault !== null}
          onClick={() => {
            setPrinting(true);
          }}
        >
          {t('export.print')}
        </button>
      </div>
      {error ? <ErrorNote error={error} /> : null}
      {isPrinting ? <Statement books={books} range={range} days={days} onDone={endPrinting} /> : null}
    </div>
  );
}

type ExportProps = { readonly currency: string | null };

/** Reads all of the account's books for the form. */
function ExportBooks({ currency }: ExportProps) {
  const { query, cancel, isStopped } = useRewards({ span: wholeSpan, currency });
  const books = query.data;
  if (books) {
    return <ExportForm books={books} isLate={books.currency !== currency} />;
  }
  if (isStopped) {
    return <StoppedLine onAgain={() => void query.refetch()} />;
  }
  return query.error ? (
    <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  ) : (
    <ReadingLine label={t('rewards.readingReports')} onCancel={cancel} />
  );
}

/** Files for tax programs and a statement to print. Nothing is read for them before somebody opens it. */
export function ExportPart(props: ExportProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="export"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary className="export-summary">{t('export.title')}</summary>
      {isOpen ? <ExportBooks {...props} /> : null}
    </details>
  );
}
