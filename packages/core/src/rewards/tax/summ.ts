import { toDecimal } from '../../assets/format';
import { dayOf } from '../day-range';
import type { TaxForm } from './form';
import { dayAndTime } from './times';

/**
 * Summ's (formerly Crypto Tax Calculator's) advanced form. Amounts are positive, the type tells the direction: `staking` is a
 * reward, `lost` a penalty, a capital loss with a price of zero. The price stays empty: it is the program's. The id says which
 * harvest or day of which pool a row is, and is no transaction's, so that none of the account is taken for it.
 *
 * Sources, read on 2026-11-29: the program's help, "Advanced (Custom) CSV Import"
 * (help.cryptotaxcalculator.io/en/articles/5777675), for the columns; the list of its types as written down in public code
 * that writes these files, github.com/koitsu/thorchain-cryptotax, `src/cryptotax/CryptoTaxTransactionType.ts`. The template
 * carries further columns behind these, all of them optional: a description and a reference price.
 */
export const summ: TaxForm = {
  columns: [
    'Timestamp (UTC)',
    'Type',
    'Base Currency',
    'Base Amount',
    'Quote Currency (Optional)',
    'Quote Amount (Optional)',
    'Fee Currency (Optional)',
    'Fee Amount (Optional)',
    'From (Optional)',
    'To (Optional)',
    'Blockchain (Optional)',
    'ID (Optional)',
  ],
  penaltiesAs: 'lost',
  toCells: ({ type, time, assets, blockNumber, count }, { id, asset }) => {
    const { day, time: clock } = dayAndTime(time);
    return [
      `${day} ${clock}`,
      type === 'reward' ? 'staking' : 'lost',
      asset.symbol,
      toDecimal(assets, asset.decimals),
      ...Array.from({ length: 7 }, () => ''),
      `${id}:${type}:${count > 1 ? dayOf(time) : blockNumber}`,
    ];
  },
};
