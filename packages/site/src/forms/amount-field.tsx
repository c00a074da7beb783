import { formatBasisPoints } from '@pooled-staking/texts';
import { useId, type ReactNode } from 'react';
import { shownDecimal } from '../amounts/eth';
import { locale, t } from '../texts/texts';
import './amount-field.css';

type AmountFieldProps = {
  readonly label: string;
  /** What the amount is counted in. */
  readonly unit: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What may be entered at most, said beside the label. */
  readonly available: ReactNode;
  readonly message: string | null;
  /** The way to count in something else. */
  readonly unitSwitch?: { readonly label: string; readonly onSwitch: () => void } | null;
  /** Parts of what there is; disabled while that is unknown. */
  readonly onPart: ((part: Part) => void) | null;
};

export type Part = 25 | 50 | 75 | 'max';

const parts: readonly Part[] = [25, 50, 75, 'max'];

/** A field for an amount with its quick amounts and its message. */
export function AmountField({
  label,
  unit,
  text,
  onText,
  available,
  message,
  unitSwitch = null,
  onPart,
}: AmountFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor={id}>{label}</label>
        <span className="field-available">{available}</span>
      </div>
      <div className={`field-box ${message ? 'is-wrong' : ''}`}>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          placeholder={shownDecimal('0')}
          value={text}
          onChange={({ target }) => {
            onText(target.value);
          }}
          aria-invalid={message !== null}
          aria-describedby={`${id}-message`}
        />
        <span className="field-unit" aria-hidden="true">
          {unit}
        </span>
        {unitSwitch ? (
          <button type="button" className="unit-switch" onClick={unitSwitch.onSwitch}>
            {unitSwitch.label}
          </button>
        ) : null}
      </div>
      <div className="parts" role="group" aria-label={t('form.partOfAmount')}>
        {parts.map((part) => (
          <button key={part} type="button" className="part" disabled={!onPart} onClick={() => onPart?.(part)}>
            {part === 'max' ? t('form.partMax') : formatBasisPoints(part * 100, locale())}
          </button>
        ))}
      </div>
      <p id={`${id}-message`} className="field-message" role="alert">
        {message}
      </p>
    </div>
  );
}
