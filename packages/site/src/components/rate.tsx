import { shownPercent } from '../amounts/eth';
import { t } from '../texts/texts';
import './rate.css';

type RateProps = {
  readonly label: string;
  /** As the Snap gives it (`0.0312`); `null` where none can be told. */
  readonly rate: string | null;
  /** What it stands on, or why there is none. */
  readonly basis: string;
  readonly testId: string;
  /** Read out when it changes. */
  readonly isLive?: boolean;
};

/** A yearly rate with what it stands on. */
export function Rate({ label, rate, basis, testId, isLive = false }: RateProps) {
  return (
    <dl className="rate" {...(isLive ? { 'aria-live': 'polite' as const } : {})}>
      <dt>{label}</dt>
      <dd>
        <span className={rate === null ? 'rate-unknown' : 'rate-number'} data-testid={testId}>
          {rate === null ? t('pool.rateNotKnown') : shownPercent(rate)}
        </span>
        <span className="rate-basis">{basis}</span>
      </dd>
    </dl>
  );
}
