import { toDecimal } from '../../assets/format';
import type { TaxForm } from './form';
import { dayAndTime } from './times';

/**
 * CoinTracker's form: all of its columns and none more; it prices by itself. A reward is received with the tag `staking`. A
 * penalty is sent with the tag `lost`, which counts no gain; without a tag it would be taken for a payment.
 *
 * Sources, read on 2026-11-29: CoinTracker's help, "Convert your transaction history to CoinTracker CSV"
 * (support.cointracker.io/hc/en-us/articles/4413071299729), "Transaction category definitions" (4413049710225) and "What is a
 * transaction type?" (15888597060881). That the tag reads `lost` in a file is told by a public exporter, which writes it so.
 */
export const cointracker: TaxForm = {
  columns: [
    'Date',
    'Received Quantity',
    'Received Currency',
    'Sent Quantity',
    'Sent Currency',
    'Fee Amount',
    'Fee Currency',
    'Tag',
  ],
  penaltiesAs: 'lost',
  toCells: ({ type, time, assets }, { asset }) => {
    const { day, time: clock } = dayAndTime(time);
    const [year, month, date] = day.split('-');
    const moved = [toDecimal(assets, asset.decimals), asset.symbol];
    const none = ['', ''];
    return [
      `${month}/${date}/${year} ${clock}`,
      ...(type === 'reward' ? [...moved, ...none] : [...none, ...moved]),
      ...none,
      type === 'reward' ? 'staking' : 'lost',
    ];
  },
};
