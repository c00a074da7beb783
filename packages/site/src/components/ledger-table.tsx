import { toFiatCents, toIsoTime, type EntryType, type FiatPrice } from '@pooled-staking/core';
import { useSession, type AccountView } from '@pooled-staking/react';
import { shownFiatCents } from '../amounts/eth';
import { entryTexts } from '../rewards/entry-texts';
import { rich, t } from '../texts/texts';
import { Address, Eth } from './amounts';
import { Paged } from './pager';
import { When } from './time';
import { TransactionLink } from './transaction-link';
import './ledger-table.css';

/** Who else is in an entry. */
const counterpartyTexts = {
  stake: 'rewards.paidBy',
  'stake-for-another': 'rewards.entryGoesTo',
  'exit-requested': 'rewards.entryGoesTo',
  claimed: 'rewards.paidTo',
  redeemed: 'rewards.paidTo',
  'fee-shares': 'rewards.entryFrom',
  'exit-cancelled': 'rewards.entryGoesTo',
  received: 'rewards.entryFrom',
  sent: 'rewards.paidTo',
  'rewards-paid': 'rewards.paidTo',
  compounded: 'rewards.entryFrom',
} as const satisfies Record<EntryType, string>;

const pageSize = 10;
const oneEth = 10n ** 18n;

/** What an amount was worth, with the price in the tooltip. */
function Worth({ wei, price }: { readonly wei: bigint; readonly price: FiatPrice }) {
  const { currency } = price;
  return (
    <span
      className="muted table-note"
      title={t('rewards.priceOfEth', { price: shownFiatCents(toFiatCents(oneEth, price), currency) })}
    >
      {shownFiatCents(toFiatCents(wei, price), currency)}
    </span>
  );
}

type LedgerTableProps = {
  readonly view: AccountView;
  /** Prices by the time of the entry; `undefined` without a currency, and while they are read. */
  readonly prices: ReadonlyMap<number, FiatPrice> | undefined;
};

/** Every movement of the account: stakes, exits, claims. Newest first. */
export function LedgerTable({ view, prices }: LedgerTableProps) {
  const { chainId } = useSession();
  const now = toIsoTime(view.state.block.timestamp);
  return (
    <Paged label={t('rewards.pagesOfLedger')} rows={[...view.entries].reverse()} pageSize={pageSize}>
      {(entries) => (
        <div className="table-frame">
          <table className="table">
            <caption className="sr-only">{t('rewards.ledgerCaption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('rewards.entry')}</th>
                <th scope="col">{t('rewards.when')}</th>
                <th scope="col" className="is-number">
                  {t('rewards.amount')}
                </th>
                <th scope="col">{t('rewards.transaction')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ type, time, blockNumber, logIndex, transactionHash, assets, counterparty }) => {
                const price = prices?.get(time);
                return (
                  <tr key={`${blockNumber}:${logIndex}`}>
                    <th scope="row">
                      {t(entryTexts[type])}
                      {counterparty ? (
                        <span className="muted table-note">
                          {rich(counterpartyTexts[type], { account: () => <Address address={counterparty} /> })}
                        </span>
                      ) : null}
                    </th>
                    <td className="is-time">
                      <When time={toIsoTime(time)} now={now} />
                    </td>
                    <td className="is-number">
                      {assets === null ? (
                        <span className="muted">{t('rewards.fixedWhenPaid')}</span>
                      ) : (
                        <Eth wei={assets} />
                      )}
                      {assets !== null && price ? <Worth wei={assets} price={price} /> : null}
                    </td>
                    <td className="is-hash">
                      <TransactionLink hash={transactionHash} chainId={chainId} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Paged>
  );
}
