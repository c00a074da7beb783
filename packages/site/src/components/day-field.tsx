import { useId } from 'react';
import type { RangeFault } from '../rewards/export-range';
import { t } from '../texts/texts';
import './day-field.css';

type DayFieldProps = {
  readonly label: string;
  /** As `2026-01-31`, or empty. */
  readonly value: string;
  readonly isWrong: boolean;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
};

/** A day in UTC. */
function DayField({ label, value, isWrong, describedBy, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <span className="day-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="select"
        type="date"
        value={value}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </span>
  );
}

type DayFieldsProps = {
  readonly from: string;
  readonly to: string;
  readonly onFrom: (day: string) => void;
  readonly onTo: (day: string) => void;
  readonly fault: RangeFault | null;
};

/** The first and the last day of a range in UTC, with what is wrong with it. */
export function DayFields({ from, to, onFrom, onTo, fault }: DayFieldsProps) {
  const id = useId();
  const both = { isWrong: fault !== null, describedBy: id };
  return (
    <div className="day-fields">
      <DayField label={t('export.from')} value={from} onChange={onFrom} {...both} />
      <DayField label={t('export.to')} value={to} onChange={onTo} {...both} />
      <p id={id} className={fault === null ? 'day-hint' : 'day-hint is-loss'}>
        {t(fault === null ? 'export.daysHint' : fault === 'reversed' ? 'export.daysReversed' : 'export.daysUnreadable')}
      </p>
    </div>
  );
}
