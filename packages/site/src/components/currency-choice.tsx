import { useChosenPool, useCurrency } from '@pooled-staking/react';
import { useId } from 'react';
import { t } from '../texts/texts';
import './currency-choice.css';

/** In which currency amounts are told. */
export function CurrencyChoice() {
  const id = useId();
  const { available, currency, choose } = useCurrency(useChosenPool().network);
  return available.length === 0 ? (
    <span>{t('rewards.noPriceFeed')}</span>
  ) : (
    <span className="currency">
      <label htmlFor={id}>{t('rewards.valuesIn')}</label>
      <select
        id={id}
        className="select"
        value={currency ?? ''}
        onChange={({ target }) => {
          choose(target.value === '' ? null : target.value);
        }}
      >
        {available.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
        <option value="">{t('rewards.ethOnly')}</option>
      </select>
    </span>
  );
}
