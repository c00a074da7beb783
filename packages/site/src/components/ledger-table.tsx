import {
  toFiatCents,
  toIsoTime,
  toLedgerEntry,
  type AccountView,
  type FiatPrice,
  type LedgerEntryType,
} from '@pooled-staking/core';
import { shownFiatCents } from '../amounts/eth';
import { useSession } from '../wallet/session';
import { Address, Eth } from './amounts';
import { Paged } from './pager';
import { When } from './time';
import { TransactionLink } from './transaction-link';
import './ledger-table.css';

const typeWords: Readonly<Record<LedgerEntryType, string>> = {
  stake: 'Staked',
  'stake-for-another': 'Staked for another',
  'exit-requested': 'Unstake requested',
  claimed: 'Claimed',
  redeemed: 'Paid out at once',
  'fee-shares': 'Pool fee received',
};

const counterpartyWords: Readonly<Record<LedgerEntryType, string>> = {
  stake: 'paid by',
  'stake-for-another': 'goes to',
  'exit-requested': 'goes to',
  claimed: 'paid to',
  redeemed: 'paid to',
  'fee-shares': 'from',
};

const pageSize = 10;
const oneEth = 10n ** 18n;

/** What an amount was worth, with the price in the tooltip. */
function Worth({ wei, price }: { readonly wei: bigint; readonly price: FiatPrice }) {
  const { currency } = price;
  return (
    <span className="muted table-note" title={`At ${shownFiatCents(toFiatCents(oneEth, price), currency)} for 1 ETH`}>
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
    <Paged name="the ledger" rows={[...view.ledger.entries].reverse()} pageSize={pageSize}>
      {(entries) => (
        <div className="table-frame">
          <table className="table">
            <caption className="sr-only">Every movement of your stake, newest first</caption>
            <thead>
              <tr>
                <th scope="col">Entry</th>
                <th scope="col">When</th>
                <th scope="col" className="is-number">
                  Amount
                </th>
                <th scope="col">Transaction</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((event) => {
                const { type, log, assets, counterparty } = toLedgerEntry(view.ledger, event);
                const time = view.timestamps.get(log.blockNumber);
                const price = time === undefined ? undefined : prices?.get(time);
                return (
                  <tr key={`${log.blockNumber}:${log.logIndex}`}>
                    <th scope="row">
                      {typeWords[type]}
                      {counterparty ? (
                        <span className="muted table-note">
                          {counterpartyWords[type]} <Address address={counterparty} />
                        </span>
                      ) : null}
                    </th>
                    <td data-label="When">{time === undefined ? null : <When time={toIsoTime(time)} now={now} />}</td>
                    <td data-label="Amount" className="is-number">
                      {assets === null ? <span className="muted">Fixed when paid</span> : <Eth wei={assets} />}
                      {assets !== null && price ? <Worth wei={assets} price={price} /> : null}
                    </td>
                    <td data-label="Transaction">
                      <TransactionLink hash={log.transactionHash} chainId={chainId} />
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
