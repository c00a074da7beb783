import { useId } from 'react';
import { useCurrency } from '../data/currency';
import { useChosenPool } from '../pools/chosen-pool';
import './currency-choice.css';

/** In which currency amounts are told. */
export function CurrencyChoice() {
  const id = useId();
  const { available, currency, choose } = useCurrency(useChosenPool().network);
  return available.length === 0 ? (
    <span>No price feed on this network</span>
  ) : (
    <span className="currency">
      <label htmlFor={id}>Values in</label>
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
        <option value="">ETH only</option>
      </select>
    </span>
  );
}
