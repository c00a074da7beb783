import { toDecimal } from '../../assets/format';
import { sequencerPool } from '../../networks/ethereum';
import type { Asset } from '../../units';
import type { TaxForm } from './form';
import { sourceOf } from './source';

/**
 * What rotki knows an asset by. Several tokens are called METIS, and a symbol that means more than one is refused: so it is
 * named by its contract on Ethereum, on every chain.
 */
function currencyOf({ symbol }: Asset): string {
  const metis = sequencerPool.asset;
  return symbol === metis.symbol ? `eip155:1/erc20:${metis.address}` : symbol;
}

/**
 * rotki's generic events. Times are milliseconds since 1970. A reward is of the type `Staking`; a penalty is of the type
 * `Loss`, spent. The location is `external`, which all of rotki's versions know. A row whose asset is unknown to it is skipped
 * with a warning, and the others are imported.
 *
 * Source, read on 2026-11-29: github.com/rotki/rotki, `rotkehlchen/data_import/importers/rotki_events.py`
 * (`GENERIC_TYPE_TO_HISTORY_EVENT_TYPE_MAPPINGS`) and `rotkehlchen/data_import/utils.py`
 * (`process_rotki_generic_import_csv_fields`), with `symbol_to_asset_or_token` in `rotkehlchen/assets/utils.py` and
 * `Location` in `rotkehlchen/types.py`; the columns' order is that of `rotkehlchen/tests/data/rotki_generic_events.csv`. METIS
 * is in rotki's list of assets by github.com/rotki/assets, `updates/11/updates.sql`.
 */
export const rotki: TaxForm = {
  columns: ['Type', 'Location', 'Currency', 'Amount', 'Fee', 'Fee Currency', 'Description', 'Timestamp'],
  penaltiesAs: 'loss',
  toCells: (line, pool) => {
    const { type, time, assets } = line;
    const { asset } = pool;
    return [
      type === 'reward' ? 'Staking' : 'Loss',
      'external',
      currencyOf(asset),
      toDecimal(assets, asset.decimals),
      '',
      '',
      sourceOf(line, pool),
      `${time * 1000}`,
    ];
  },
};
