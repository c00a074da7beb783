import { exitTimesDays, type ExitTimes as Times } from '@pooled-staking/core';
import { LedgerLine } from '../components/ledger-line';
import { Section } from '../components/section';
import { t } from '../texts/texts';
import { spanWords } from '../time/words';
import { Part } from './part';
import { useExitTimes, useLife } from './use-life';

function Paid({ count, median, shortest, longest, waiting }: Times) {
  const more = waiting > 0 ? ` ${t('facts.exitsWaiting', { count: waiting })}` : '';
  if (median === null || shortest === null || longest === null) {
    return (
      <p className="empty">
        {t('facts.exitsNone', { days: exitTimesDays })}
        {more}
      </p>
    );
  }
  return (
    <>
      <dl className="lines facts-lines" data-testid="exit-times">
        <LedgerLine label={t('facts.exitsMedian')}>{spanWords(median)}</LedgerLine>
        <LedgerLine label={t('facts.exitsRange')}>
          {t('facts.exitsFromTo', { shortest: spanWords(shortest), longest: spanWords(longest) })}
        </LedgerLine>
      </dl>
      <p className="as-of">
        {t('facts.exitsBasis', { count, days: exitTimesDays })}
        {more}
      </p>
    </>
  );
}

function Lately() {
  return (
    <Section id="exit-times" title={t('facts.exits')}>
      <Part query={useExitTimes()} lines={3}>
        {({ told }) => <Paid {...told} />}
      </Part>
    </Section>
  );
}

/** How exits have been paid lately; nothing of a pool whose protocol does not tell it. */
export function ExitTimes() {
  return useLife().readExitTimes ? <Lately /> : null;
}
