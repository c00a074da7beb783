import { toDecimal } from '../../assets/format';
import type { TaxForm } from './form';
import { sourceOf } from './source';
import { dayAndTime } from './times';

/**
 * Koinly's simple form. Times are in UTC, to the minute. A reward is received with the label `reward`. A penalty is sent, so
 * negative, with the label `cost`: an expense, and a disposal at the market's price. `TxHash` stays empty: a harvest is no
 * transaction of the account, and where the account sent it, its own transaction must not be taken for a reward; the
 * description names it.
 *
 * Sources, read on 2026-11-29: Koinly's help, "How to create a custom CSV file with your data"
 * (support.koinly.io/en/articles/9489976) and "What are tags?" (support.koinly.io/en/articles/9490023).
 */
export const koinly: TaxForm = {
  columns: [
    'Koinly Date',
    'Amount',
    'Currency',
    'Label',
    'TxHash',
    'Net Worth Amount',
    'Net Worth Currency',
    'Description',
  ],
  penaltiesAs: 'cost',
  toCells: (line, pool) => {
    const { asset } = pool;
    const { type, time, assets, worth, currency } = line;
    const { day, time: clock } = dayAndTime(time);
    return [
      `${day} ${clock.slice(0, 5)} UTC`,
      toDecimal(type === 'reward' ? assets : -assets, asset.decimals),
      asset.symbol,
      type === 'reward' ? 'reward' : 'cost',
      '',
      worth === null ? '' : toDecimal(worth, 18),
      worth === null ? '' : (currency ?? ''),
      sourceOf(line, pool),
    ];
  },
};
